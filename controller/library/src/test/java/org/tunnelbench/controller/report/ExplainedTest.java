package org.tunnelbench.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.example.ExampleExperiment;
import org.tunnelbench.controller.example.ExampleSeries;

/** What one option makes slow is a finding, whether or not another kernel was measured. */
class ExplainedTest {
  /** One kernel alone, on which all that omits `local` decays. */
  private static ExperimentResult decaying() {
    List<TrialResult> trials =
        ExampleExperiment.trials(1).stream()
            .filter(trial -> trial.kernel().startsWith("6.1."))
            .filter(trial -> trial.levels().getOrDefault("mtu", "").equals("1300"))
            .filter(trial -> trial.levels().getOrDefault("tunnel", "").equals("ipip"))
            .map(
                trial -> trial.with(ExampleSeries.shaped(new Random(1), 40, 1, 0.05, level(trial))))
            .toList();
    return ExampleExperiment.judged(ExperimentState.DONE, trials);
  }

  private static DoubleUnaryOperator level(TrialResult trial) {
    return trial.levels().getOrDefault("local", "").equals("omitted")
        ? second -> 100 * Math.pow(0.5, second / 6)
        : second -> 100;
  }

  @Test
  void aCellThatOnlyItsTwinTellsOfIsAFinding() {
    ExperimentResult result = decaying();
    assertThat(result.findings()).isEmpty();
    ExperimentResult explained = Analysis.of(result).explained(result);
    assertThat(explained.findings())
        .isNotEmpty()
        .allSatisfy(
            finding -> {
              assertThat(finding.factor()).isEqualTo("local");
              assertThat(finding.slowLevel()).isEqualTo("omitted");
              assertThat(finding.cells()).hasSize(1);
              assertThat(finding.sentence()).contains("omitting `local`", "it decays");
            });
    assertThat(explained.summary())
        .startsWith(explained.findings().size() + " findings, the gravest: ")
        .endsWith(explained.findings().getFirst().sentence());
    assertThat(Analysis.of(explained).explained(explained)).isEqualTo(explained);
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
