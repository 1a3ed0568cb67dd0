package org.tunnelbench.cli.progress;

import java.util.Locale;
import org.tunnelbench.contract.api.TrialResult;

/** A trial in a line. */
final class TrialLine {
  private TrialLine() {}

  /** Kernel and levels, as {@code 6.1.176 gretap bridged local=set esp/null/hmac-md5 mtu=1300}. */
  static String cell(TrialResult trial) {
    return trial.kernel().split(" ", 2)[0] + " " + String.join(" ", trial.levels().values());
  }

  /** What became of a trial that has ended. */
  static String outcome(TrialResult trial) {
    return switch (trial.state()) {
      case MEASURED ->
          String.format(
              Locale.ROOT,
              "%.1f Mbit/s%s",
              trial.medianMbitPerSecond().orElse(0),
              trial
                  .verdict()
                  .map(verdict -> verdict.toString())
                  .filter(word -> !word.equals("measured"))
                  .map(word -> " (" + word + ")")
                  .orElse(""));
      case FAILED ->
          "failed: " + trial.failure().map(failure -> failure.message()).orElse("no reason given");
      case CANCELLED -> "cancelled";
      case SKIPPED -> "not needed: " + trial.enough().orElse("enough was measured");
      case PLANNED, RUNNING -> "not ended";
    };
  }
}
