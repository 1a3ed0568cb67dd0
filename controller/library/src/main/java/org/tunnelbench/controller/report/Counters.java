package org.tunnelbench.controller.report;

import static java.util.stream.Collectors.toSet;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.cause.CounterEvidence;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;

/**
 * The counters that the page draws: those that moved in any series, evidence first.
 *
 * @param names within the page's bounds
 */
record Counters(List<String> names, List<MeasuredSeries> counted) {
  /** Bound on the counters that the page carries. */
  static final int MOST_COUNTERS = 24;

  /** Bound on the readings that the page carries, which bounds its size. */
  static final int MOST_READINGS = 400_000;

  static Counters of(Analysis analysis) {
    List<MeasuredSeries> counted =
        analysis.measured().stream().filter(series -> !series.counters().isEmpty()).toList();
    Set<String> evidence =
        analysis.causes().stream()
            .flatMap(cause -> cause.counters().stream())
            .map(CounterEvidence::counter)
            .collect(toSet());
    long readings = Math.max(1, counted.stream().mapToLong(series -> series.points().size()).sum());
    return new Counters(
        counted.stream()
            .flatMap(Counters::moving)
            .distinct()
            .sorted(
                Comparator.comparing((String name) -> !evidence.contains(name))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(Math.min(MOST_COUNTERS, MOST_READINGS / readings))
            .toList(),
        counted);
  }

  private static Stream<String> moving(MeasuredSeries series) {
    return series.counters().entrySet().stream()
        .filter(
            counter -> counter.getValue().stream().filter(Double::isFinite).distinct().count() > 1)
        .map(Map.Entry::getKey);
  }

  /** The drawn counters of a series. */
  Map<String, List<Double>> of(MeasuredSeries series) {
    Map<String, List<Double>> drawn = new TreeMap<>(series.counters());
    drawn.keySet().retainAll(names);
    drawn.values().removeIf(values -> values.size() != series.points().size());
    return drawn;
  }

  /** The drawn counters of a trial. */
  Map<String, List<Double>> of(TrialResult trial) {
    return counted.stream()
        .filter(series -> isOf(series, trial))
        .findFirst()
        .map(this::of)
        .orElse(Map.of());
  }

  private static boolean isOf(MeasuredSeries series, TrialResult trial) {
    String pair = trial.pair().stream().map(Object::toString).collect(Collectors.joining(" "));
    return series.kernel().equals(trial.kernel())
        && series.levels().equals(trial.levels())
        && series.repetition() == trial.repetition()
        && (series.pair().isEmpty() || series.pair().equals(pair));
  }
}
