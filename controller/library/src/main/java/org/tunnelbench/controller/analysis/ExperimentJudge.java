package org.tunnelbench.controller.analysis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.Finding;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.controller.analysis.cause.Explanation;

/** Turns what was recorded of an experiment into its result: verdicts, cells, findings. */
public final class ExperimentJudge {
  private ExperimentJudge() {}

  /**
   * Judges an experiment, finished or not.
   *
   * @param trials with their samples; their verdicts and medians are made anew
   */
  public static ExperimentResult judge(ExperimentFacts experiment, List<TrialResult> trials) {
    return compare(experiment, trials.stream().map(ExperimentJudge::judge).toList());
  }

  /**
   * Judges an experiment by trials that were judged before, each by its own series; their samples
   * are not looked at and may be missing.
   */
  public static ExperimentResult compare(ExperimentFacts experiment, List<TrialResult> alone) {
    Cells cells = Cells.of(alone, experiment.document().path("traffic").has("precision"));
    CauseSentence words = new CauseSentence(cells, experiment.hosts());
    List<Finding> findings =
        new CauseSearch(cells.results(), alone).causes().stream().map(words::finding).toList();
    return new ExperimentResult(
        ExperimentResult.SCHEMA,
        experiment.id(),
        experiment.name(),
        experiment.submittedAt(),
        experiment.state(),
        experiment.document(),
        experiment.hosts(),
        compared(alone, cells),
        cells.results(),
        findings,
        SummarySentence.of(experiment.state(), alone, cells, findings),
        Optional.empty());
  }

  /**
   * Judges one trial by its own series: what can be said of it before others have ended. A trial
   * that has not ended, or need not be, is returned as it is, and so is one that was judged when
   * its series was whole.
   */
  public static TrialResult judge(TrialResult trial) {
    if (!trial.state().isFinal()
        || trial.state() == Outcome.SKIPPED
        || trial.samplesGap().isPresent()) {
      return trial;
    }
    if (trial.state() != Outcome.MEASURED) {
      return trial.judged(Verdict.FAILED, OptionalDouble.empty());
    }
    SeriesJudgement series = SeriesJudgement.of(trial.samples());
    return trial.judged(series.verdict(), OptionalDouble.of(series.medianMbitPerSecond()));
  }

  /**
   * A result in which each cell that an option makes slow has a finding: verdicts compare a cell
   * with other kernels, and where there is none, or the cell is slow on all, it is its twin that
   * tells. What was explained before is not changed by it.
   */
  public static ExperimentResult explained(ExperimentResult result, List<Explanation> causes) {
    Cells cells = Cells.judged(result);
    List<Finding> untold = OptionFindings.of(cells, causes, result.findings());
    if (untold.isEmpty()) {
      return result;
    }
    List<Finding> findings = Stream.concat(result.findings().stream(), untold.stream()).toList();
    return result.with(
        findings, SummarySentence.of(result.state(), result.trials(), cells, findings));
  }

  private static List<TrialResult> compared(List<TrialResult> trials, Cells cells) {
    Map<CellKey, CellResult> byKey =
        cells.results().stream().collect(Collectors.toMap(CellKey::of, Function.identity()));
    return trials.stream()
        .map(
            trial ->
                trial.state() == Outcome.MEASURED && isSlow(byKey, trial)
                    ? trial.judged(Verdict.SLOW, trial.medianMbitPerSecond())
                    : trial)
        .toList();
  }

  private static boolean isSlow(Map<CellKey, CellResult> cells, TrialResult trial) {
    CellResult cell = cells.get(CellKey.of(trial));
    return cell != null
        && cell.verdict() == Verdict.SLOW
        && trial.verdict().filter(Verdict.NO_TRAFFIC::equals).isEmpty();
  }
}
