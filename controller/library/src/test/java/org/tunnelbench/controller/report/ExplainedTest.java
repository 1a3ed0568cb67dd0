package org.tunnelbench.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.example.ExampleExperiment;
import org.tunnelbench.controller.example.ExampleSeries;

/** What one option makes slow is a finding, whether or not another kernel was measured. */
class ExplainedTest {
  private static ExperimentResult of(
      Predicate<TrialResult> chosen, Function<TrialResult, DoubleUnaryOperator> level) {
    List<TrialResult> trials =
        ExampleExperiment.trials(1).stream()
            .filter(chosen)
            .filter(trial -> trial.levels().getOrDefault("mtu", "").equals("1300"))
            .filter(trial -> trial.levels().getOrDefault("tunnel", "").equals("ipip"))
            .map(
                trial ->
                    trial.with(
                        ExampleSeries.shaped(new Random(1), 40, 1, 0.05, level.apply(trial))))
            .toList();
    return ExampleExperiment.judged(ExperimentState.DONE, trials);
  }

  /** One kernel alone, on which all that omits `local` decays. */
  private static ExperimentResult decaying() {
    return of(
        ExplainedTest::isOfOne,
        trial -> isOmitted(trial) ? second -> 100 * Math.pow(0.5, second / 6) : second -> 100);
  }

  /** All kernels, of which one has another level in what omits `local`. */
  private static ExperimentResult besideOthers(DoubleUnaryOperator omitted) {
    return of(trial -> true, trial -> isOfOne(trial) && isOmitted(trial) ? omitted : second -> 100);
  }

  private static boolean isOfOne(TrialResult trial) {
    return trial.kernel().startsWith("6.1.");
  }

  private static boolean isOmitted(TrialResult trial) {
    return trial.levels().getOrDefault("local", "").equals("omitted");
  }

  @Test
  void aCellThatOnlyItsTwinTellsOfIsAFinding() {
    ExperimentResult result = decaying();
    assertThat(result.findings()).isEmpty();
    ExperimentResult explained = Analysis.of(result).explained(result);
    assertThat(explained.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.factor()).isEqualTo("local");
              assertThat(finding.slowLevel()).isEqualTo("omitted");
              assertThat(finding.cells()).hasSize(2);
              assertThat(finding.sentence())
                  .contains("omitting `local`", "it decays")
                  .endsWith(" It makes another cell slow too.");
            });
    assertThat(explained.summary()).isEqualTo(explained.findings().getFirst().sentence());
    assertThat(AnalysisText.of(explained, Analysis.of(explained))).doesNotContain("Why: ");
    assertThat(Analysis.of(explained).explained(explained)).isEqualTo(explained);
  }

  /** Of many cells with a trial each some are half as fast as their twins, by chance. */
  @Test
  void aCellThatIsNotSlowBesideOtherKernelsIsNoFindingForALowerLevelAlone() {
    ExperimentResult lower = besideOthers(second -> 50);
    assertThat(Analysis.of(lower).causes()).isNotEmpty();
    assertThat(Analysis.of(lower).explained(lower).findings()).isEmpty();

    ExperimentResult decaying = besideOthers(second -> 25 + 75 * Math.pow(0.5, second / 4));
    assertThat(decaying.findings()).isEmpty();
    assertThat(Analysis.of(decaying).explained(decaying).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.sentence()).contains("it decays"));
  }

  @Test
  void thePageTellsItWhereTheResultDoesNot() {
    assertThat(HtmlReport.of(decaying()))
        .contains("local omitted carries", "What to change")
        .doesNotContain("Nothing slow was found");
  }

  @Test
  void whatAVerdictToldIsNotToldTwice() {
    ExperimentResult result = Examples.measured();
    Analysis analysis = Analysis.of(result);
    assertThat(analysis.causes()).isNotEmpty();
    assertThat(analysis.explained(result)).isSameAs(result);
    assertThat(AnalysisText.of(result, analysis))
        .contains("Why: Linux 5.10.46", "gretap-default-mtu");
  }
}
