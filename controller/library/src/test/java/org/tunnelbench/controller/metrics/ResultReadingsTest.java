package org.tunnelbench.controller.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.metric.Metric;
import org.tunnelbench.controller.example.ExampleExperiment;

class ResultReadingsTest {
  private final ExperimentResult result = ExampleExperiment.measured(1);

  @Test
  void everyCellHasItsMedianItsVerdictAndItsRatioToThePlainTunnel() {
    List<Reading> readings = ResultReadings.cells(result);

    assertThat(of(MetricNames.CELL_THROUGHPUT, readings)).hasSameSizeAs(result.cells());
    assertThat(of(MetricNames.CELL_VERDICT, readings))
        .hasSameSizeAs(result.cells())
        .allMatch(reading -> reading.value() == 1)
        .anyMatch(reading -> label(reading, MetricNames.VERDICT).matches("slow|no traffic"));
    CellResult first = result.cells().getFirst();
    assertThat(of(MetricNames.CELL_THROUGHPUT, readings).getFirst().value())
        .isEqualTo(first.medianMbitPerSecond().orElseThrow() * 1e6 / 8);
    assertThat(of(MetricNames.CELL_PLAIN_RATIO, readings)).isNotEmpty();
  }

  @Test
  void seriesTellShapesOfAllMeasuredTrialsAndEffectsWithTheirIntervals() {
    List<Reading> readings = ResultReadings.series(result);

    assertThat(of(MetricNames.CELL_SHAPES, readings).stream().mapToDouble(Reading::value).sum())
        .isEqualTo(result.trials().size());
    List<Reading> effects = of(MetricNames.EFFECT, readings);
    assertThat(effects).isNotEmpty().hasSameSizeAs(of(MetricNames.EFFECT_LOW, readings));
    assertThat(effects.getFirst().series().labels()).containsEntry("significant", "true");
  }

  @Test
  void aLevelThatGoesWithoutSayingIsLeftOut() {
    List<CellResult> cells =
        List.of(
            cell(Map.of("tunnel", "gretap", "inner", "bridged", "mtu", "1300", "ttl", "default")),
            cell(Map.of("tunnel", "gretap", "inner", "direct", "keying", "racoon")),
            cell(Map.of("tunnel", "ipip", "inner", "direct", "keying", "manual")));

    assertThat(of(MetricNames.CELL_THROUGHPUT, ResultReadings.cells(of(cells))))
        .extracting(reading -> label(reading, MetricNames.OTHERS))
        .containsExactly("mtu=1300", "inner=direct keying=racoon", "");
    assertThat(of(MetricNames.EFFECT, ResultReadings.series(result)))
        .extracting(reading -> label(reading, MetricNames.EQUAL))
        .allSatisfy(equal -> assertThat(equal).doesNotContain("=default", "=manual"));
  }

  @Test
  void noTwoReadingsAreOfTheSameSeries() {
    List<Reading> readings = new ArrayList<>(ResultReadings.cells(result));
    readings.addAll(ResultReadings.series(result));

    assertThat(readings).extracting(Reading::series).doesNotHaveDuplicates();
  }

  @Test
  void anExperimentOfTenThousandTrialsShowsNoMoreCellsThanTheBound() {
    List<CellResult> cells = new ArrayList<>();
    for (int cell = 0; cell < 10_000; cell++) {
      cells.add(cell(Map.of("mtu", String.valueOf(cell))));
    }

    assertThat(of(MetricNames.CELL_THROUGHPUT, ResultReadings.cells(of(cells))))
        .hasSize(ResultReadings.MOST_CELLS);
  }

  private static CellResult cell(Map<String, String> levels) {
    return new CellResult(
        "6.1",
        List.of(new HostName("a"), new HostName("b")),
        levels,
        1,
        1,
        OptionalDouble.of(1),
        OptionalDouble.empty(),
        Verdict.MEASURED,
        Optional.empty(),
        OptionalDouble.empty());
  }

  /** A result with these cells and no trials. */
  private ExperimentResult of(List<CellResult> cells) {
    return new ExperimentResult(
        ExperimentResult.SCHEMA,
        ExampleExperiment.ID,
        "cells",
        ExampleExperiment.SUBMITTED,
        ExperimentState.DONE,
        result.document(),
        List.of(),
        List.of(),
        cells,
        List.of(),
        "",
        Optional.empty());
  }

  private static List<Reading> of(Metric metric, List<Reading> readings) {
    return readings.stream().filter(reading -> reading.series().metric().equals(metric)).toList();
  }

  private static String label(Reading reading, String name) {
    return reading.series().labels().getOrDefault(name, "");
  }
}
