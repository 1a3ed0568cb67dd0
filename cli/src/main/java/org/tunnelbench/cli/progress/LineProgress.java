package org.tunnelbench.cli.progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.tunnelbench.contract.api.Event;

/**
 * Progress for a file or a pipe: a line when traffic first flows, and a line for each trial that
 * ended.
 */
public final class LineProgress implements Progress {
  private final PrintWriter out;
  private final Supplier<Duration> sinceCommand;
  private final Count count = new Count();
  private boolean flowed;

  /**
   * @param sinceCommand how long ago the user's command began
   */
  public LineProgress(PrintWriter out, Supplier<Duration> sinceCommand) {
    this.out = out;
    this.sinceCommand = sinceCommand;
  }

  @Override
  public synchronized void note(String text) {
    tell(text);
  }

  @Override
  public synchronized void begin(int trials) {
    count.begin(trials);
  }

  @Override
  public synchronized void event(Event event) {
    switch (event) {
      case Event.Speed speed when !flowed && speed.point().receivedBytes() > 0 -> {
        flowed = true;
        tell(
            String.format(
                Locale.ROOT,
                "first traffic %.1f s after the command",
                sinceCommand.get().toMillis() / 1000.0));
      }
      case Event.TrialChanged changed when count.endsNow(changed.trial()) ->
          tell(
              "[%d/%d] %s: %s"
                  .formatted(
                      count.ended(),
                      count.total(),
                      TrialLine.cell(changed.trial()),
                      TrialLine.outcome(changed.trial())));
      case Event other -> {}
    }
  }

  @Override
  public synchronized void close() {
    out.flush();
  }

  private void tell(String line) {
    out.println(line);
    out.flush();
  }
}
