package org.tunnelbench.controller.report;

import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.api.ExperimentResult;

/**
 * What failed.
 *
 * @param more how many further reasons there are, in words; empty where all are told
 */
record FailureSection(List<Reason> reasons, String more) {
  /** Bound on the reasons that are told one by one. */
  static final int MOST_TOLD = 100;

  /** Absent where nothing failed. */
  static Optional<FailureSection> of(ExperimentResult result) {
    List<Failures> failures = Failures.of(result);
    if (failures.isEmpty()) {
      return Optional.empty();
    }
    Columns columns = Columns.of(result);
    return Optional.of(
        new FailureSection(
            failures.stream().limit(MOST_TOLD).map(reason -> reason(reason, columns)).toList(),
            failures.size() > MOST_TOLD
                ? "%d more reasons are in result.json.".formatted(failures.size() - MOST_TOLD)
                : ""));
  }

  private static Reason reason(Failures reason, Columns columns) {
    return new Reason(
        reason.title(),
        reason.failure().message(),
        String.join(" ", reason.failure().command()),
        reason.failure().exitCode().map(code -> Integer.toString(code)).orElse(""),
        reason.failure().output(),
        reason.failure().kind().advice(),
        reason.sentence(columns));
  }

  record Reason(
      String title,
      String message,
      String command,
      String exitCode,
      String output,
      String advice,
      String trials) {}
}
