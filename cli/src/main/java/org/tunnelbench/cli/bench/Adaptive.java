package org.tunnelbench.cli.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;
import org.tunnelbench.cli.bench.GeneratedSeries.Kind;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.experiment.AdaptiveLength;
import org.tunnelbench.controller.analysis.SeriesJudgement;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;
import org.tunnelbench.controller.analysis.enough.CellRepetitions;
import org.tunnelbench.controller.analysis.enough.TrialLength;
import org.tunnelbench.controller.analysis.shape.SeriesShape;
import org.tunnelbench.controller.analysis.shape.Shape;

/**
 * What trials and repetitions that end as soon as they are enough cost and say, against five fixed
 * runs of 60 s, on recorded and on generated cells. Each cell is set beside a twin at a level: told
 * are its shape, and beside it whether it is slow.
 */
final class Adaptive {
  static final String NAME = "adaptive";

  /** What the trials are asked for. */
  static final AdaptiveLength LENGTH = new AdaptiveLength(0.1, 5);

  /** Slow is a cell below this share of its twin. */
  private static final double SLOW = 0.2;

  /** What a slow generated cell's level is by that of its twin. */
  private static final double SLOW_LEVEL = 0.05;

  /** One of so many is slow. */
  private static final int SLOW_ONES = 3;

  /** What a trial may last at most, in seconds. */
  private static final int LONGEST = 48;

  private static final int RUNS = 5;

  private static final List<Kind> TURNS =
      List.of(
          Kind.LEVEL,
          Kind.EXPONENTIAL,
          Kind.LEVEL,
          Kind.HYPERBOLIC,
          Kind.LEVEL,
          Kind.SAWTOOTH,
          Kind.LEVEL,
          Kind.RAMP_DOWN,
          Kind.SLOW_START,
          Kind.STEP);

  private Adaptive() {}

  /**
   * Measures.
   *
   * @param recorded series that were measured; the twin of each is that with {@code local} set
   * @param cells how many generated cells, and how many repetitions of the recorded ones together
   */
  static AdaptiveResult measure(List<MeasuredSeries> recorded, int cells, long seed) {
    List<AdaptiveResult.Told> told =
        IntStream.range(0, 2 * cells)
            .parallel()
            .mapToObj(
                place ->
                    place < cells
                        ? told(generated(place, seed + place))
                        : told(recorded(recorded, place, seed + place)))
            .toList();
    return AdaptiveResult.of(seed, told);
  }

  private record Pair(RepeatedCell cell, RepeatedCell twin) {}

  private static Pair generated(int place, long seed) {
    double ratio = new Random(seed).nextInt(SLOW_ONES) == 0 ? SLOW_LEVEL : 1;
    return new Pair(
        RepeatedCell.generated(TURNS.get(place % TURNS.size()), ratio, seed, 1),
        RepeatedCell.generated(Kind.LEVEL, 1, seed, 2));
  }

  private static Pair recorded(List<MeasuredSeries> recorded, int place, long seed) {
    List<SeriesPoint> cell = recorded.get(place % recorded.size()).points();
    return new Pair(
        RepeatedCell.recorded(cell, seed, 1),
        RepeatedCell.recorded(healthy(recorded).points(), seed, 2));
  }

  private static MeasuredSeries healthy(List<MeasuredSeries> recorded) {
    return recorded.stream()
        .filter(series -> series.levels().getOrDefault("local", "").equals("set"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no recorded series has local set"));
  }

  private static AdaptiveResult.Told told(Pair pair) {
    List<List<SeriesPoint>> cell = enough(pair.cell());
    List<List<SeriesPoint>> twin = enough(pair.twin());
    String fixed = verdict(fixed(pair.cell(), 0), fixed(pair.twin(), 0));
    String again = verdict(fixed(pair.cell(), RUNS), fixed(pair.twin(), RUNS));
    String adaptive = verdict(cell, twin);
    return new AdaptiveResult.Told(
        pair.cell().kind(),
        (seconds(cell) + seconds(twin)) / (2.0 * RUNS * RepeatedCell.SECONDS),
        adaptive.equals(fixed),
        again.equals(fixed));
  }

  private static List<List<SeriesPoint>> fixed(RepeatedCell cell, int from) {
    return IntStream.range(from, from + RUNS).mapToObj(cell::run).toList();
  }

  /** The runs as far as they are needed. */
  private static List<List<SeriesPoint>> enough(RepeatedCell cell) {
    List<List<SeriesPoint>> runs = new ArrayList<>();
    List<SeriesJudgement> judged = new ArrayList<>();
    while (runs.size() < RUNS && CellRepetitions.enough(judged, LENGTH.precision()).isEmpty()) {
      List<SeriesPoint> run =
          enough(
              cell.run(runs.size()),
              new TrialLength(LENGTH, LONGEST, CellRepetitions.known(judged)));
      runs.add(run);
      judged.add(SeriesJudgement.of(run));
    }
    return runs;
  }

  private static List<SeriesPoint> enough(List<SeriesPoint> run, TrialLength length) {
    for (int samples = 1; samples < LONGEST; samples++) {
      if (length.enough(run.subList(0, samples)).isPresent()) {
        return run.subList(0, samples);
      }
    }
    return run.subList(0, LONGEST);
  }

  private static int seconds(List<List<SeriesPoint>> runs) {
    return runs.stream().mapToInt(List::size).sum();
  }

  /**
   * Its shape, and beside it whether it is slow. Of what falls, the median tells how long one has
   * looked: there the shape is the verdict.
   */
  private static String verdict(List<List<SeriesPoint>> cell, List<List<SeriesPoint>> twin) {
    Shape shape = shape(cell);
    boolean slow = shape != Shape.DECAYING && median(cell) < SLOW * median(twin);
    return shape + (slow ? ", slow" : "");
  }

  private static double median(List<List<SeriesPoint>> runs) {
    return Median.withDefaults()
        .evaluate(
            runs.stream()
                .mapToDouble(run -> SeriesJudgement.of(run).medianMbitPerSecond())
                .toArray());
  }

  /** The one that most runs have of those that are long enough for one. */
  private static Shape shape(List<List<SeriesPoint>> runs) {
    Map<Shape, Integer> counted = new HashMap<>();
    runs.forEach(run -> counted.merge(SeriesShape.of(run).shape(), 1, Integer::sum));
    if (counted.size() > 1) {
      counted.remove(Shape.NOT_ENOUGH_DATA);
    }
    return counted.entrySet().stream()
        .max(
            Comparator.comparing((Map.Entry<Shape, Integer> one) -> one.getValue())
                .thenComparing(Map.Entry::getKey))
        .orElseThrow()
        .getKey();
  }
}
