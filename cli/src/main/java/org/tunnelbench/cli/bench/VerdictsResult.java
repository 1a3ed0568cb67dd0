package org.tunnelbench.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tunnelbench.cli.bench.GeneratedSeries.Kind;
import org.tunnelbench.controller.analysis.shape.Shape;

/**
 * How often the shape of a generated series is told right.
 *
 * @param goal in words
 * @param falseAlarms the share of levels of which a decay was told
 * @param missed the share of exponential and hyperbolic decays of which none was told
 * @param kinds what was told of each kind
 * @param reached whether the goal was reached
 */
record VerdictsResult(
    String name,
    String goal,
    int series,
    long seed,
    double falseAlarms,
    double missed,
    List<Row> kinds,
    boolean reached)
    implements BenchmarkResult {
  /** The most that either share is to be. */
  static final double GOAL = 0.01;

  static VerdictsResult of(int series, long seed, Map<Kind, Map<Shape, Integer>> counted) {
    double falseAlarms = share(counted, List.of(Kind.LEVEL), Shape.DECAYING);
    double missed = 1 - share(counted, List.of(Kind.EXPONENTIAL, Kind.HYPERBOLIC), Shape.DECAYING);
    List<Row> rows = new ArrayList<>();
    counted.forEach((kind, told) -> rows.add(Row.of(kind, told)));
    return new VerdictsResult(
        Verdicts.NAME,
        "of generated series, a decay told of a level in at most 1 %, and a decay missed in at most 1 %",
        series,
        seed,
        falseAlarms,
        missed,
        rows,
        falseAlarms <= GOAL && missed <= GOAL);
  }

  private static double share(
      Map<Kind, Map<Shape, Integer>> counted, List<Kind> kinds, Shape shape) {
    double all = 0;
    double told = 0;
    for (Kind kind : kinds) {
      Map<Shape, Integer> shapes = counted.getOrDefault(kind, Map.of());
      all += shapes.values().stream().mapToInt(Integer::intValue).sum();
      told += shapes.getOrDefault(shape, 0);
    }
    return all == 0 ? 0 : told / all;
  }

  @Override
  public String text() {
    StringBuilder text =
        new StringBuilder("shapes of %d generated series (seed %d)\n".formatted(series, seed));
    kinds.forEach(kind -> text.append(line(kind)));
    return text
        + String.format(
            Locale.ROOT,
            "  decay told of a level %.2f %%, decays missed %.2f %% (goal: at most %.0f %% each, %s)\n",
            100 * falseAlarms,
            100 * missed,
            100 * GOAL,
            reached ? "reached" : "not reached");
  }

  private static String line(Row row) {
    return String.format(
        Locale.ROOT,
        "  %-18s %6d  %-9s %6.2f %%   %s\n",
        row.kind(),
        row.series(),
        row.expected(),
        100 * row.hits(),
        row.told());
  }

  /**
   * One kind of series.
   *
   * @param expected what it is to be called
   * @param hits the share that was called so
   * @param told how often each shape was told
   */
  record Row(String kind, int series, Shape expected, double hits, Map<Shape, Integer> told) {
    static Row of(Kind kind, Map<Shape, Integer> told) {
      int all = told.values().stream().mapToInt(Integer::intValue).sum();
      return new Row(
          kind.toString(),
          all,
          kind.shape(),
          told.getOrDefault(kind.shape(), 0) / (double) all,
          told);
    }
  }
}
