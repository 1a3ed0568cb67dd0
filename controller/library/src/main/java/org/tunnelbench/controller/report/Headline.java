package org.tunnelbench.controller.report;

import java.util.Optional;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.Finding;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.controller.analysis.Speed;

/** The answer in one short sentence: what a reader takes along who reads no further. */
final class Headline {
  private Headline() {}

  static String of(ExperimentResult result) {
    return result.findings().stream()
        .findFirst()
        .flatMap(finding -> culprit(result, finding))
        .orElseGet(() -> count(result));
  }

  /** The option with its figure and that of its cure; absent where a finding has none. */
  private static Optional<String> culprit(ExperimentResult result, Finding finding) {
    return Answer.ill(result, finding)
        .flatMap(
            ill ->
                Answer.healed(result, ill, finding)
                    .map(
                        healed ->
                            "Linux %s: %s %s, %s %s"
                                .formatted(
                                    finding.kernel(),
                                    option(finding.factor(), finding.slowLevel()),
                                    carries(ill),
                                    option(finding.factor(), finding.healthyLevel()),
                                    speed(healed))));
  }

  private static String option(String factor, String level) {
    return (factor.equals("mtu") ? "MTU" : factor) + " " + level;
  }

  private static String carries(CellResult cell) {
    return cell.verdict() == Verdict.NO_TRAFFIC ? "carries nothing" : "carries " + speed(cell);
  }

  private static String speed(CellResult cell) {
    return Speed.text(cell.medianMbitPerSecond().orElse(0)) + " Mbit/s";
  }

  /** How many cells are ill, where no option can be named. */
  private static String count(ExperimentResult result) {
    long silent = count(result, Verdict.NO_TRAFFIC);
    long slow = count(result, Verdict.SLOW);
    long ill = silent + slow;
    if (ill == 0) {
      return result.cells().stream().anyMatch(cell -> cell.measured() > 0)
          ? "Nothing slow was found"
          : "Nothing was measured";
    }
    String cells = "%d of %d cells ".formatted(ill, result.cells().size());
    if (slow == 0) {
      return cells + (ill == 1 ? "carries nothing" : "carry nothing");
    }
    String be = ill == 1 ? "is" : "are";
    return cells + be + (silent == 0 ? " slow" : " slow or carry nothing");
  }

  private static long count(ExperimentResult result, Verdict verdict) {
    return result.cells().stream().filter(cell -> cell.verdict() == verdict).count();
  }
}
