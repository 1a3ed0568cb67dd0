package org.tunnelbench.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.controller.analysis.Analysis;

class CurvesTest {
  private final ExperimentResult whole = Examples.measured();
  private final String judged = whole.cells().getFirst().kernel();
  private final Map<String, String> underWay = whole.trials().getLast().levels();

  /** One kernel is judged but for one cell, which alone is under way on the other kernels. */
  private ExperimentResult begun() {
    List<TrialResult> trials =
        whole.trials().stream()
            .filter(trial -> trial.kernel().equals(judged) != trial.levels().equals(underWay))
            .toList();
    List<CellResult> cells =
        whole.cells().stream().filter(cell -> cell.kernel().equals(judged)).toList();
    return new ExperimentResult(
        whole.schema(),
        whole.id(),
        whole.name(),
        whole.submittedAt(),
        whole.state(),
        whole.document(),
        whole.hosts(),
        trials,
        cells,
        whole.findings(),
        whole.summary(),
        whole.importedAt());
  }

  @Test
  void whatNoLineStandsForYetHasNoChart() {
    ExperimentResult result = begun();
    assertThat(result.trials()).anySatisfy(trial -> assertThat(trial.levels()).isEqualTo(underWay));

    Curves curves = Curves.of(result, Counters.of(Analysis.of(result))).orElseThrow();

    assertThat(curves.charts()).hasSize(11);
    assertThat(curves.charts()).allSatisfy(chart -> assertThat(chart.curves()).isNotEmpty());
  }

  @Test
  void aResultWithoutAnyLineHasNoCurves() {
    ExperimentResult result = begun();
    ExperimentResult others =
        result.with(
            result.trials().stream().filter(trial -> !trial.kernel().equals(judged)).toList());

    assertThat(Curves.of(others, Counters.of(Analysis.of(others)))).isEmpty();
  }
}
