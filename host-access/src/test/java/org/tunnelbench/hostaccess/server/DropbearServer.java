package org.tunnelbench.hostaccess.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tunnelbench.contract.host.SshServerEntry;
import org.tunnelbench.hostaccess.process.LocalOutput;
import org.tunnelbench.hostaccess.process.LocalProcess;

/**
 * A real server, the one of the lab's guests. It sees a file of users of its own in which root has
 * another home, in a mount namespace of its own, so that the machine's files stay as they are. That
 * needs root.
 */
public final class DropbearServer implements SshServer {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final DropbearPackage dropbear;
  private final Path folder;
  private final SshServerEntry entry;
  private LocalProcess process;

  /**
   * Starts one.
   *
   * @param folder for its keys and its user's home; it must be empty
   */
  public DropbearServer(DropbearPackage dropbear, Path folder)
      throws IOException, InterruptedException {
    this.dropbear = dropbear;
    this.folder = folder;
    Files.setPosixFilePermissions(folder, PRIVATE);
    Path userKey = folder.resolve("user-key");
    Path ssh = folder.resolve("home/.ssh");
    Files.createDirectories(ssh, PosixFilePermissions.asFileAttribute(PRIVATE));
    Files.writeString(ssh.resolve("authorized_keys"), SshServer.makeUserKey(userKey) + "\n");
    Files.writeString(folder.resolve("passwd"), users());
    entry = SshServer.entry(freePort(), "root", userKey, makeHostKey());
    process = started();
  }

  @Override
  public SshServerEntry entry() {
    return entry;
  }

  @Override
  public void restart() throws IOException, InterruptedException {
    stop();
    process = started();
  }

  /** Kills the server's processes, one for each connection too, but not what runs under them. */
  @Override
  public void stop() {
    try (Stream<ProcessHandle> descendants =
        ProcessHandle.of(process.processId()).stream().flatMap(ProcessHandle::descendants)) {
      List<ProcessHandle> servers =
          descendants
              .filter(handle -> handle.info().command().orElse("").endsWith("/dropbear"))
              .toList();
      ProcessHandle.of(process.processId()).ifPresent(ProcessHandle::destroyForcibly);
      servers.forEach(ProcessHandle::destroyForcibly);
    }
    process.exitCode().join();
  }

  @Override
  public void close() {
    stop();
  }

  private LocalProcess started() throws IOException, InterruptedException {
    CountDownLatch listening = new CountDownLatch(1);
    List<String> said = new ArrayList<>();
    LocalProcess server =
        LocalProcess.start(
            dropbear.command(
                List.of(
                    "unshare",
                    "--mount",
                    "sh",
                    "-c",
                    "mount --bind \"$1\" /etc/passwd && shift && exec \"$@\"",
                    "sh",
                    folder.resolve("passwd").toString(),
                    dropbear.server().toString(),
                    "-F",
                    "-E",
                    "-p",
                    "127.0.0.1:" + entry.port(),
                    "-P",
                    folder.resolve("pid").toString(),
                    "-r",
                    folder.resolve("host-key").toString())),
            new LocalOutput.Lines(
                line -> {
                  said.add(line);
                  if (line.contains("Not backgrounding")) {
                    listening.countDown();
                  }
                }));
    if (!listening.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      server.kill();
      throw new IOException("Dropbear does not listen: " + said);
    }
    return server;
  }

  private String makeHostKey() throws IOException, InterruptedException {
    String said =
        DebianPackages.run(
            dropbear.command(
                List.of(
                    dropbear.keyTool().toString(),
                    "-t",
                    "ed25519",
                    "-f",
                    folder.resolve("host-key").toString())));
    String line = said.lines().filter(each -> each.startsWith("ssh-")).findFirst().orElseThrow();
    return line.substring(0, line.lastIndexOf(' '));
  }

  private String users() {
    return "root:x:0:0:root:%s:/bin/sh\n".formatted(folder.resolve("home"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
