package org.tunnelbench.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalOutput;
import org.tunnelbench.hostaccess.process.LocalProcess;

/** A command that runs, and what it has said so far on both of its outputs. */
final class Started implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(6);

  private final LocalProcess process;
  private final BlockingQueue<String> lines;
  private final List<String> heard = new ArrayList<>();

  private Started(LocalProcess process, BlockingQueue<String> lines) {
    this.process = process;
    this.lines = lines;
  }

  static Started start(LocalCommand command) throws IOException {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    return new Started(LocalProcess.start(command, new LocalOutput.Lines(lines::add)), lines);
  }

  /** Waits for a line that holds this text. */
  String awaitLine(String text) throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (true) {
      String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null) {
        throw new AssertionError(
            "no line with '" + text + "' came; there was:\n" + String.join("\n", heard));
      }
      heard.add(line);
      if (line.contains(text)) {
        return line;
      }
    }
  }

  /** Waits for the end, and answers the exit code. */
  int awaitEnd() throws InterruptedException {
    OptionalInt code = process.waitFor(LONGEST_WAIT);
    lines.drainTo(heard);
    return code.orElseThrow(
        () -> new AssertionError("did not end; it said:\n" + String.join("\n", heard)));
  }

  /** Everything that it has said, once it has ended. */
  String said() {
    return String.join("\n", heard);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long processId() {
    return process.processId();
  }

  @Override
  public void close() {
    process.kill();
  }
}
