package org.tunnelbench.hostaccess.shell;

import java.io.OutputStream;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.tunnelbench.hostaccess.process.BoundedOutput;
import org.tunnelbench.hostaccess.process.LineSplitter;

/** Reads what a running command says, from the two outputs of its shell. */
final class CommandTranscript implements Transcript {
  /** Lines that wait for a slow consumer; beyond these the connection to the host waits. */
  private static final int MOST_WAITING_LINES = 10_000;

  private static final int MOST_NOISE = 2000;

  private final BlockingQueue<Said> said = new ArrayBlockingQueue<>(MOST_WAITING_LINES);
  private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
  private final CompletableFuture<Long> processId = new CompletableFuture<>();
  private final BoundedOutput noise = new BoundedOutput(MOST_NOISE);
  private final FrameReader stdout;
  private final FrameReader stderr;
  private volatile boolean stays;

  CommandTranscript(Marker marker) {
    Control control = new Control();
    stdout = new FrameReader(marker, new TerminalDivider(new Lines(), control));
    stderr = new FrameReader(marker, control);
  }

  @Override
  public OutputStream stdout() {
    return stdout;
  }

  @Override
  public OutputStream stderr() {
    return stderr;
  }

  @Override
  public CompletableFuture<Boolean> begun() {
    return begun;
  }

  @Override
  public boolean shellStays() {
    return stays;
  }

  /** Completes when the command runs; never where it does not. */
  CompletableFuture<Long> processId() {
    return processId;
  }

  @Override
  public String noise() {
    return noise.text().strip();
  }

  /**
   * Delivers lines until there are no more.
   *
   * @return the command's exit code, where it is known
   */
  OptionalInt deliver(Consumer<String> lines) throws InterruptedException {
    for (Said next = said.take(); ; next = said.take()) {
      switch (next) {
        case Line(var text) -> lines.accept(text);
        case End(var exitCode) -> {
          return exitCode;
        }
      }
    }
  }

  private void say(Said next) {
    try {
      said.put(next);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private sealed interface Said {}

  private record Line(String text) implements Said {}

  private record End(OptionalInt exitCode) implements Said {}

  private final class Lines implements FrameReader.Listener {
    private final LineSplitter splitter = new LineSplitter(line -> say(new Line(line)));
    private Phase state = Phase.BEFORE;
    private OptionalInt exitCode = OptionalInt.empty();

    @Override
    public void output(byte[] bytes, int offset, int length) {
      switch (state) {
        case BEFORE -> noise.write(bytes, offset, length);
        case UNDER_WAY -> splitter.write(bytes, offset, length);
        case AFTER -> {}
      }
    }

    @Override
    public void frame(Frame frame) {
      switch (frame) {
        case Frame.Begun() -> {
          state = Phase.UNDER_WAY;
          begun.complete(true);
        }
        case Frame.Ended(var code) -> exitCode = OptionalInt.of(code);
        case Frame.Last(var shellStays) -> {
          stays = shellStays;
          closed();
        }
        case Frame.Started started -> {}
        case Frame.Again again -> {}
        case Frame.BegunOnTerminal divided -> {}
        case Frame.Errors divided -> {}
      }
    }

    @Override
    public void closed() {
      begun.complete(false);
      if (state != Phase.AFTER) {
        state = Phase.AFTER;
        splitter.close();
        say(new End(exitCode));
      }
    }
  }

  private enum Phase {
    BEFORE,
    UNDER_WAY,
    AFTER
  }

  private final class Control implements FrameReader.Listener {
    @Override
    public void output(byte[] bytes, int offset, int length) {
      noise.write(bytes, offset, length);
    }

    @Override
    public void frame(Frame frame) {
      if (frame instanceof Frame.Started(var id)) {
        processId.complete(id);
      }
    }

    @Override
    public void closed() {}
  }
}
