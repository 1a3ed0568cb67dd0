package org.tunnelbench.controller.analysis;

import java.util.List;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.Finding;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.api.Verdict;

/** The answer of a whole experiment in a sentence. */
final class SummarySentence {
  private SummarySentence() {}

  static String of(
      ExperimentState state, List<TrialResult> trials, Cells cells, List<Finding> findings) {
    return answer(trials, cells, findings) + rest(state, trials);
  }

  private static String answer(List<TrialResult> trials, Cells cells, List<Finding> findings) {
    if (findings.size() == 1) {
      return findings.getFirst().sentence();
    }
    if (!findings.isEmpty()) {
      return "%d findings, the gravest: %s"
          .formatted(findings.size(), findings.getFirst().sentence());
    }
    if (count(trials, Outcome.MEASURED) == 0) {
      return "Nothing was measured.";
    }
    return compared(cells) + unsteady(cells);
  }

  private static String compared(Cells cells) {
    List<CellResult> measured =
        cells.results().stream().filter(cell -> cell.measured() > 0).toList();
    long comparable = measured.stream().filter(cell -> cells.elsewhere(cell).isPresent()).count();
    if (comparable == 0) {
      return "Nothing can be called slow: no cell was measured on more than one kernel.";
    }
    return comparable == measured.size()
        ? "Nothing slow was found: each of the %d cells carries at least a fifth of what it carries on other kernels."
            .formatted(comparable)
        : "Nothing slow was found: each of the %d cells that were measured on several kernels carries at least a fifth of what it carries on the others."
            .formatted(comparable);
  }

  private static String unsteady(Cells cells) {
    long unsteady =
        cells.results().stream().filter(cell -> cell.verdict() == Verdict.UNSTEADY).count();
    return unsteady == 0
        ? ""
        : " %d of %d cells ran at no steady level.".formatted(unsteady, cells.results().size());
  }

  private static String rest(ExperimentState state, List<TrialResult> trials) {
    StringBuilder rest = new StringBuilder();
    long failed = count(trials, Outcome.FAILED);
    if (failed > 0) {
      rest.append(" %d of %d trials failed.".formatted(failed, trials.size()));
    }
    long cancelled = count(trials, Outcome.CANCELLED);
    if (cancelled > 0) {
      rest.append(" %d of %d trials were cancelled.".formatted(cancelled, trials.size()));
    }
    long skipped = count(trials, Outcome.SKIPPED);
    if (skipped > 0) {
      rest.append(" %d of %d trials were not needed.".formatted(skipped, trials.size()));
    }
    if (state == ExperimentState.RUNNING) {
      long ended = trials.stream().filter(trial -> trial.state().isFinal()).count();
      rest.append(" So far %d of %d trials have ended.".formatted(ended, trials.size()));
    }
    return rest.toString();
  }

  private static long count(List<TrialResult> trials, Outcome state) {
    return trials.stream().filter(trial -> trial.state() == state).count();
  }
}
