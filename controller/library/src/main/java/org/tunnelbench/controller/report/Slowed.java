package org.tunnelbench.controller.report;

import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.Verdict;

/** Which cells the page shows as ill: those that a verdict or a finding names. */
final class Slowed {
  private Slowed() {}

  static long count(ExperimentResult result) {
    return result.cells().stream().filter(cell -> isSlowed(result, cell)).count();
  }

  static boolean isSlowed(ExperimentResult result, CellResult cell) {
    return cell.verdict() == Verdict.SLOW
        || cell.verdict() == Verdict.NO_TRAFFIC
        || result.findings().stream()
            .anyMatch(finding -> finding.tells(cell.kernel(), cell.levels()));
  }
}
