package org.tunnelbench.throughputprobe.traffic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.RunningCommand;

/** A process whose output and end the test makes. */
final class ScriptedProcess implements RunningCommand {
  private static final int ENDED_BY_TERM = 143;

  private final long processId;
  private final List<String> argv;
  private final Duration limit;
  private final Consumer<String> lines;
  private final boolean endsWhenAsked;
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final CompletableFuture<Void> asked = new CompletableFuture<>();

  ScriptedProcess(
      long processId,
      List<String> argv,
      Duration limit,
      Consumer<String> lines,
      boolean endsWhenAsked) {
    this.processId = processId;
    this.argv = argv;
    this.limit = limit;
    this.lines = lines;
    this.endsWhenAsked = endsWhenAsked;
  }

  List<String> argv() {
    return argv;
  }

  Duration limit() {
    return limit;
  }

  /** Done when it was asked to end. */
  CompletableFuture<Void> asked() {
    return asked;
  }

  void listen() {
    print("Server listening on 5201 (test #1)");
  }

  void connect() {
    print("[  5] local 198.18.0.1 port 5201 connected to 198.18.0.2 port 40000");
  }

  /** An interval of a tenth of a second at 100 Mbit/s. */
  void count(int index, String tail) {
    print(
        "[  5]   %.2f-%.2f   sec  1.19 MBytes  100000 Kbits/sec%s"
            .formatted(index / 10.0, (index + 1) / 10.0, tail));
  }

  /** The rest of a second, from this tenth on. */
  void countFrom(int first) {
    for (int index = first; index < 10; index++) {
      count(index, "");
    }
  }

  /** An interval of a tenth of a second without traffic. */
  void stall(int index) {
    print(
        "[  5]   %.2f-%.2f   sec  0.00 Bytes  0.00 Kbits/sec"
            .formatted(index / 10.0, (index + 1) / 10.0));
  }

  void print(String line) {
    lines.accept(line);
  }

  void exit(int code) {
    exitCode.complete(code);
  }

  void lose(HostName host, String why) {
    exitCode.completeExceptionally(new HostUnreachableException(host, why));
  }

  @Override
  public long processId() {
    return processId;
  }

  @Override
  public CompletableFuture<Integer> exitCode() {
    return exitCode;
  }

  @Override
  public void stop() {
    asked.complete(null);
    if (endsWhenAsked) {
      exitCode.complete(ENDED_BY_TERM);
    }
  }
}
