package org.tunnelbench.cli.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.tunnelbench.cli.bench.GeneratedSeries.Kind;
import org.tunnelbench.controller.analysis.shape.SeriesShape;
import org.tunnelbench.controller.analysis.shape.Shape;

/** Judges generated series and counts how often the answer is right. */
final class Verdicts {
  static final String NAME = "verdicts";

  /** How the kinds take turns: levels and decays, which the goal is about, make up most. */
  private static final List<Kind> TURNS =
      List.of(
          Kind.LEVEL,
          Kind.EXPONENTIAL,
          Kind.LEVEL,
          Kind.HYPERBOLIC,
          Kind.SAWTOOTH,
          Kind.LEVEL,
          Kind.EXPONENTIAL,
          Kind.STEP,
          Kind.RAMP_UP,
          Kind.LEVEL,
          Kind.HYPERBOLIC,
          Kind.RAMP_DOWN,
          Kind.SLOW_START);

  private Verdicts() {}

  /** The same seed makes the same series. */
  static VerdictsResult measure(int series, long seed) {
    Map<Kind, Map<Shape, Integer>> counted = new EnumMap<>(Kind.class);
    LongStream.range(0, series)
        .parallel()
        .mapToObj(place -> told(TURNS.get((int) (place % TURNS.size())), seed + place))
        .toList()
        .forEach(
            told ->
                counted
                    .computeIfAbsent(told.kind(), kind -> new EnumMap<>(Shape.class))
                    .merge(told.shape(), 1, Integer::sum));
    return VerdictsResult.of(series, seed, counted);
  }

  private static Told told(Kind kind, long seed) {
    return new Told(kind, SeriesShape.of(GeneratedSeries.of(kind, seed).points()).shape());
  }

  private record Told(Kind kind, Shape shape) {}
}
