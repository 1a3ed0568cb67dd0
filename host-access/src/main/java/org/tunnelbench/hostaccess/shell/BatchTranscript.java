package org.tunnelbench.hostaccess.shell;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.tunnelbench.hostaccess.BatchResult;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.BoundedOutput;

/** Puts together what the steps of a batch said, from the two outputs of its shell. */
final class BatchTranscript implements Transcript {
  private final Side stdout = new Side();
  private final Side stderr = new Side();
  private final FrameReader stdoutReader;
  private final FrameReader stderrReader;
  private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
  private final CompletableFuture<Boolean> complete = new CompletableFuture<>();

  BatchTranscript(Marker marker) {
    stdoutReader = new FrameReader(marker, new TerminalDivider(stdout, stderr));
    stderrReader = new FrameReader(marker, stderr);
  }

  @Override
  public OutputStream stdout() {
    return stdoutReader;
  }

  @Override
  public OutputStream stderr() {
    return stderrReader;
  }

  @Override
  public CompletableFuture<Boolean> begun() {
    return begun;
  }

  @Override
  public synchronized boolean shellStays() {
    return stdout.stays && stderr.stays;
  }

  /**
   * Completes when the last frame has come on both outputs: true; or when both have ended without
   * it: false.
   */
  CompletableFuture<Boolean> complete() {
    return complete;
  }

  /** The steps that are known to have ended. */
  synchronized BatchResult result() {
    List<StepResult> results = new ArrayList<>();
    for (int step = 0; step < Math.min(stdout.ended.size(), stderr.ended.size()); step++) {
      StepOutput said = stdout.ended.get(step);
      results.add(new StepResult(said.exitCode(), said.text(), stderr.ended.get(step).text()));
    }
    return new BatchResult(results);
  }

  @Override
  public synchronized String noise() {
    return (stdout.noise.text() + stderr.noise.text()).strip();
  }

  private synchronized void look() {
    if (stdout.begun && stderr.begun) {
      begun.complete(true);
    } else if (stdout.closed && stderr.closed) {
      begun.complete(false);
    }
    if (stdout.last && stderr.last) {
      complete.complete(true);
    } else if (stdout.over() && stderr.over()) {
      complete.complete(false);
    }
  }

  private record StepOutput(int exitCode, String text) {}

  private final class Side implements FrameReader.Listener {
    private static final int MOST_NOISE = 2000;

    private final List<StepOutput> ended = new ArrayList<>();
    private final BoundedOutput noise = new BoundedOutput(MOST_NOISE);
    private BoundedOutput current = noise;
    private boolean begun;
    private boolean last;
    private boolean stays;
    private boolean closed;

    @Override
    public void output(byte[] bytes, int offset, int length) {
      synchronized (BatchTranscript.this) {
        current.write(bytes, offset, length);
      }
    }

    @Override
    public void frame(Frame frame) {
      synchronized (BatchTranscript.this) {
        switch (frame) {
          case Frame.Begun() -> {
            begun = true;
            current = step();
          }
          case Frame.Again again -> current = step();
          case Frame.Ended(var exitCode) -> {
            ended.add(new StepOutput(exitCode, current.text()));
            current = step();
          }
          case Frame.Last(var shellStays) -> {
            last = true;
            stays = shellStays;
            current = noise;
          }
          case Frame.Started started -> {}
          case Frame.BegunOnTerminal divided -> {}
          case Frame.Errors divided -> {}
        }
        look();
      }
    }

    @Override
    public void closed() {
      synchronized (BatchTranscript.this) {
        closed = true;
        look();
      }
    }

    private boolean over() {
      return last || closed;
    }

    private static BoundedOutput step() {
      return new BoundedOutput(StepResult.MOST_OUTPUT);
    }
  }
}
