package org.tunnelbench.controller.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.Speed;
import org.tunnelbench.controller.analysis.cause.CounterEvidence;
import org.tunnelbench.controller.analysis.cause.Explanation;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;
import org.tunnelbench.controller.analysis.shape.SeriesShape;

/**
 * A slow series and its healthy twin in one chart, with counters under them.
 *
 * @param index place among the page's twins
 * @param summary what the chart shows, in words
 * @param counters those drawn, the most telling first
 */
record Twins(
    int index,
    String slowName,
    String healthyName,
    String summary,
    List<String> counters,
    DrawnSeries slow,
    DrawnSeries healthy) {
  /** Bound on the counters that are drawn under one chart. */
  static final int MOST_COUNTERS = 3;

  /** Bound on the points of a series. */
  static final int MOST_POINTS = 600;

  /** Absent where one of the series has no sample. */
  static Optional<Twins> of(
      int index, Explanation explanation, Analysis analysis, Counters counters) {
    Optional<MeasuredSeries> slow = find(analysis, explanation.kernel(), explanation.slowLevels());
    Optional<MeasuredSeries> healthy =
        find(analysis, explanation.kernel(), explanation.healthyLevels());
    if (slow.isEmpty() || healthy.isEmpty()) {
      return Optional.empty();
    }
    String slowName = explanation.factor() + " " + explanation.slow();
    String healthyName = explanation.factor() + " " + explanation.healthy();
    return Optional.of(
        new Twins(
            index,
            slowName,
            healthyName,
            "%s: %s; %s: %s"
                .formatted(slowName, curve(slow.get()), healthyName, curve(healthy.get())),
            telling(explanation, counters),
            DrawnSeries.of(slow.get().points(), counters.of(slow.get()), MOST_POINTS),
            DrawnSeries.of(healthy.get().points(), counters.of(healthy.get()), MOST_POINTS)));
  }

  private static Optional<MeasuredSeries> find(
      Analysis analysis, String kernel, Map<String, String> levels) {
    return analysis.measured().stream()
        .filter(series -> series.kernel().equals(kernel) && series.levels().equals(levels))
        .filter(series -> !series.points().isEmpty())
        .findFirst();
  }

  /** What moved with the slowdown; where nothing did, what there is. */
  private static List<String> telling(Explanation explanation, Counters counters) {
    return Stream.concat(
            explanation.counters().stream().map(CounterEvidence::counter),
            counters.names().stream())
        .filter(counters.names()::contains)
        .distinct()
        .limit(MOST_COUNTERS)
        .toList();
  }

  private static String curve(MeasuredSeries series) {
    SeriesShape shape = SeriesShape.of(series.points());
    return "%s, from %s to %s Mbit/s"
        .formatted(
            shape.shape(),
            Speed.text(shape.firstMbitPerSecond()),
            Speed.text(shape.lastMbitPerSecond()));
  }
}
