package org.tunnelbench.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.ExperimentJudge;
import org.tunnelbench.controller.metrics.MetricNames;
import org.tunnelbench.controller.metrics.Reading;
import org.tunnelbench.controller.metrics.ResultReadings;

class MissingSamplesTest {
  private static final String GAP = "nobody keeps them";

  private static final String SENTENCE =
      "Samples of 1 of 48 trials are missing: nobody keeps them. Their verdicts and medians were"
          + " taken when all were there; their curves, shapes and effects are left out.";

  private final ExperimentResult whole = Examples.measured();
  private final ExperimentResult result =
      whole.with(
          whole.trials().stream()
              .map(trial -> trial.id().place() == 0 ? trial.lacking(List.of(), GAP) : trial)
              .toList());

  @Test
  void areToldByBothReports() {
    assertThat(TextReport.of(result)).contains(SENTENCE);
    assertThat(HtmlReport.of(result)).contains(SENTENCE);
    assertThat(TextReport.of(whole)).doesNotContain("missing");
  }

  @Test
  void haveALineInTheTable() {
    List<String> lines = SamplesCsv.of(result).lines().toList();
    assertThat(lines).hasSize(1 + 1 + 47 * 30);
    assertThat(lines.getFirst()).endsWith(",lost_datagrams,gap");
    assertThat(lines.get(1))
        .startsWith("0123456789ab-00000,")
        .endsWith(",1,,,,,,,,,nobody keeps them");
    assertThat(lines.get(2)).startsWith("0123456789ab-00001,").endsWith(",");
  }

  @Test
  void changeNoVerdict() {
    TrialResult lacking = result.trials().getFirst();
    assertThat(ExperimentJudge.judge(lacking)).isEqualTo(lacking);
    assertThat(lacking.verdict()).isEqualTo(whole.trials().getFirst().verdict());
  }

  @Test
  void areNotAnalysedAsIfNothingHadArrived() {
    assertThat(ResultReadings.series(result))
        .as("a series that is not there is no shape")
        .filteredOn(reading -> reading.series().metric().equals(MetricNames.CELL_SHAPES))
        .extracting(Reading::value)
        .satisfies(
            trials ->
                assertThat(trials.stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(47));
    assertThat(Analysis.of(result).measured()).hasSize(Analysis.of(whole).measured().size() - 1);
  }
}
