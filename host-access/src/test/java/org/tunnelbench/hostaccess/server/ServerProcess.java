package org.tunnelbench.hostaccess.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalOutput;
import org.tunnelbench.hostaccess.process.LocalProcess;

/** A server that listens. Each connection has a process of its program under it. */
final class ServerProcess {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final LocalProcess process;
  private final String program;

  private ServerProcess(LocalProcess process, String program) {
    this.process = process;
    this.program = program;
  }

  /**
   * Starts one, and waits until it listens.
   *
   * @param program the name of the server's program
   * @param listening what its line holds that says so
   */
  static ServerProcess start(LocalCommand command, String program, String listening)
      throws IOException, InterruptedException {
    CountDownLatch heard = new CountDownLatch(1);
    List<String> said = Collections.synchronizedList(new ArrayList<>());
    LocalProcess server =
        LocalProcess.start(
            command,
            new LocalOutput.Lines(
                line -> {
                  said.add(line);
                  if (line.contains(listening)) {
                    heard.countDown();
                  }
                }));
    if (!heard.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      server.kill();
      throw new IOException(program + " does not listen: " + said);
    }
    return new ServerProcess(server, program);
  }

  /** Kills the server's processes, one for each connection too, but not what runs under them. */
  void stop() {
    try (Stream<ProcessHandle> descendants =
        ProcessHandle.of(process.processId()).stream().flatMap(ProcessHandle::descendants)) {
      List<ProcessHandle> servers =
          descendants
              .filter(handle -> handle.info().command().orElse("").endsWith("/" + program))
              .toList();
      ProcessHandle.of(process.processId()).ifPresent(ProcessHandle::destroyForcibly);
      servers.forEach(ProcessHandle::destroyForcibly);
    }
    process.exitCode().join();
  }

  /** A port at which nobody listens at the moment. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
