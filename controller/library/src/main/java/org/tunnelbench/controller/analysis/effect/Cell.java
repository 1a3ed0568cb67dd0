package org.tunnelbench.controller.analysis.effect;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tunnelbench.contract.api.SeriesPoint;

/**
 * The repetitions of one combination of levels on one kernel.
 *
 * @param series in the order of pairs and repetitions
 * @param resamplings of each
 */
record Cell(
    String kernel,
    Map<String, String> levels,
    List<MeasuredSeries> series,
    List<Resampling> resamplings) {
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
    return new Cell(key.kernel(), key.levels(), ordered, Resampling.of(ordered));
  }

  /** Throughput, as it was measured. */
  double mbitPerSecond() {
    return Math.exp(Draws.measured(resamplings));
  }

  /** Throughput with its bootstrap, which costs a median for each draw and repetition. */
  Drawn drawn(int number) {
    List<String> names = series.stream().map(one -> one.repetition() + " " + one.pair()).toList();
    return new Drawn(
        this, Draws.of(names, resamplings, new Key(kernel, levels).hashCode(), number));
  }

  /** A cell and its bootstrap. */
  record Drawn(Cell cell, Draws draws) {
    static List<Drawn> of(List<Cell> cells) {
      int number = Draws.number(cells.stream().mapToInt(cell -> cell.series().size()).sum());
      return cells.stream().map(cell -> cell.drawn(number)).toList();
    }

    String kernel() {
      return cell.kernel();
    }

    Map<String, String> levels() {
      return cell.levels();
    }

    String level(String factor) {
      return cell.level(factor);
    }
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
