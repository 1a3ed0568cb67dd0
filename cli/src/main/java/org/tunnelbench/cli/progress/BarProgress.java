package org.tunnelbench.cli.progress;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.tunnelbench.contract.api.Event;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.trial.TrialId;

/**
 * Progress for a terminal: one line that is written again and again, with a bar, the cell under way
 * and its speed. Uses ECMA-48's control sequences; lines that are too long are cut by the terminal.
 */
public final class BarProgress implements Progress {
  private static final int WIDTH = 24;
  private static final String BEGIN = "\r\033[K\033[?7l";
  private static final String END = "\033[?7h";
  private static final String CLEAR = "\r\033[K";

  private final PrintWriter out;
  private final Count count = new Count();
  private final Map<TrialId, String> underWay = new HashMap<>();
  private String phase = "starting";
  private String speed = "";

  public BarProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void note(String text) {
    out.print(CLEAR);
    out.println(text);
    draw();
  }

  @Override
  public synchronized void begin(int trials) {
    count.begin(trials);
    draw();
  }

  @Override
  public synchronized void event(Event event) {
    switch (event) {
      case Event.TrialChanged changed -> trial(changed);
      case Event.Speed sample ->
          speed =
              String.format(
                  Locale.ROOT,
                  "%s: %.0f Mbit/s",
                  underWay.getOrDefault(sample.trial(), "measuring"),
                  sample.point().mbitPerSecond());
      case Event.ExperimentChanged other -> {}
    }
    draw();
  }

  @Override
  public synchronized void close() {
    out.print(CLEAR);
    out.flush();
  }

  private void trial(Event.TrialChanged changed) {
    TrialResult trial = changed.trial();
    String cell = TrialLine.cell(trial);
    speed = "";
    if (count.endsNow(trial)) {
      underWay.remove(trial.id());
      phase = cell + ": " + TrialLine.outcome(trial);
    } else if (!trial.state().isFinal()) {
      underWay.put(trial.id(), cell);
      phase = cell + ": " + changed.phase();
    }
  }

  private void draw() {
    int filled = count.total() == 0 ? 0 : WIDTH * count.ended() / count.total();
    out.print(
        "%s[%s%s] %d/%d  %s%s"
            .formatted(
                BEGIN,
                "#".repeat(filled),
                "-".repeat(WIDTH - filled),
                count.ended(),
                count.total(),
                speed.isEmpty() ? phase : speed,
                END));
    out.flush();
  }
}
