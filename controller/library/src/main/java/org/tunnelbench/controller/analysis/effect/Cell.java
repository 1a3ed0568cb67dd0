package org.tunnelbench.controller.analysis.effect;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tunnelbench.contract.api.SeriesPoint;

/** The repetitions of one combination of levels on one kernel, with their bootstrap. */
record Cell(String kernel, Map<String, String> levels, List<MeasuredSeries> series, Draws draws) {
  private record Key(String kernel, Map<String, String> levels) {}

  /** Every cell that has a sample, in the order of the series. */
  static List<Cell> of(Collection<MeasuredSeries> series) {
    return series.stream()
        .filter(one -> !one.points().isEmpty())
        .collect(
            groupingBy(one -> new Key(one.kernel(), one.levels()), LinkedHashMap::new, toList()))
        .entrySet()
        .stream()
        .map(cell -> of(cell.getKey(), cell.getValue()))
        .toList();
  }

  private static Cell of(Key key, List<MeasuredSeries> series) {
    List<MeasuredSeries> ordered =
        series.stream()
            .sorted(
                Comparator.comparing(MeasuredSeries::pair)
                    .thenComparingInt(MeasuredSeries::repetition))
            .toList();
    List<String> names = ordered.stream().map(one -> one.repetition() + " " + one.pair()).toList();
    return new Cell(
        key.kernel(),
        key.levels(),
        ordered,
        Draws.of(names, Resampling.of(ordered), key.hashCode()));
  }

  String level(String factor) {
    return levels.getOrDefault(factor, "");
  }

  boolean carriesNothing() {
    return series.stream()
        .flatMap(one -> one.points().stream())
        .mapToLong(SeriesPoint::receivedBytes)
        .allMatch(bytes -> bytes == 0);
  }
}
