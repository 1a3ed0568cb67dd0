package org.tunnelbench.controller.analysis.effect;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The logarithm of a throughput, or of a ratio of throughputs, with its bootstrap distribution.
 *
 * <p>The bootstrap is hierarchical (A. Davison, D. Hinkley, "Bootstrap Methods and their
 * Application", 1997, section 3.8): repetitions are drawn, then blocks of samples within each. All
 * cells that have the same repetitions draw the same ones at the same time, so that a difference of
 * two cells is a paired one. Intervals are percentiles, widened for few repetitions (T. Hesterberg,
 * "What Teachers Should Know About the Bootstrap", 2015, "expanded percentile").
 */
final class Draws {
  private static final int NUMBER = 2000;
  private static final long SEED = 0x7475_6e6e_656cL;
  private static final double TAIL = 0.025;

  /** Of a logarithm: series without any noise still have samples of finite length. */
  private static final double LEAST_ERROR = 1e-6;

  private final double measured;
  private final double[] drawn;
  private final int repetitions;

  private Draws(double measured, double[] drawn, int repetitions) {
    this.measured = measured;
    this.drawn = drawn;
    this.repetitions = repetitions;
  }

  /**
   * Of the repetitions of a cell.
   *
   * @param names of the repetitions: cells with the same names draw the same ones
   * @param cell tells its samples' draws from those of others
   */
  static Draws of(List<String> names, List<Resampling> repetitions, int cell) {
    int number = repetitions.size();
    double[] drawn = new double[NUMBER];
    SplittableRandom samples = new SplittableRandom(SEED + cell);
    SplittableRandom picks = new SplittableRandom(SEED ^ names.hashCode());
    for (int i = 0; i < NUMBER; i++) {
      for (int pick = 0; pick < number; pick++) {
        int place = number == 1 ? 0 : picks.nextInt(number);
        drawn[i] += repetitions.get(place).draw(samples) / number;
      }
    }
    return new Draws(
        repetitions.stream().mapToDouble(Resampling::measured).average().orElse(0), drawn, number);
  }

  /** The ratio of this to another, in logarithms. */
  Draws by(Draws other) {
    return new Draws(
        measured - other.measured,
        IntStream.range(0, NUMBER).mapToDouble(i -> drawn[i] - other.drawn[i]).toArray(),
        Math.min(repetitions, other.repetitions));
  }

  /** The geometric mean of several, which draw alike. */
  static Draws mean(List<Draws> several) {
    return new Draws(
        several.stream().mapToDouble(draws -> draws.measured).average().orElse(0),
        IntStream.range(0, NUMBER)
            .mapToDouble(i -> several.stream().mapToDouble(d -> d.drawn[i]).average().orElse(0))
            .toArray(),
        several.stream().mapToInt(draws -> draws.repetitions).min().orElse(1));
  }

  double estimate() {
    return Math.exp(measured);
  }

  double low() {
    return bound(TAIL);
  }

  double high() {
    return bound(1 - TAIL);
  }

  int repetitions() {
    return repetitions;
  }

  Basis basis() {
    return repetitions > 1 ? Basis.REPETITIONS : Basis.WITHIN_SERIES;
  }

  private double bound(double share) {
    double percentile = Quantile.withDefaults().withCopy(true).evaluate(drawn, share);
    return Math.exp(measured + widening() * (percentile - measured));
  }

  /** Few repetitions scatter less among themselves than the runs they stand for. */
  private double widening() {
    if (repetitions == 1) {
      return 1;
    }
    double many = NormalDistribution.of(0, 1).inverseSurvivalProbability(TAIL);
    double few = TDistribution.of(repetitions - 1).inverseSurvivalProbability(TAIL);
    return few / many * Math.sqrt(repetitions / (repetitions - 1.0));
  }

  /**
   * The probability of a ratio at least so far from 1 by chance alone; from single series, of one
   * at least so far beyond a margin.
   *
   * @param margin the logarithm of the margin
   */
  double chance(double margin) {
    return repetitions == 1
        ? survival((Math.abs(measured) - margin) / error())
        : 2 * survival(Math.abs(measured) / error());
  }

  /** The probability of a ratio so far below a threshold where it is not below it. */
  double chanceAbove(double threshold) {
    return survival((Math.log(threshold) - measured) / error());
  }

  private double survival(double deviations) {
    return repetitions == 1
        ? NormalDistribution.of(0, 1).survivalProbability(deviations)
        : TDistribution.of(repetitions - 1).survivalProbability(deviations);
  }

  private double error() {
    double deviation = Math.max(LEAST_ERROR, StandardDeviation.of(drawn).getAsDouble());
    return repetitions == 1 ? deviation : deviation * Math.sqrt(repetitions / (repetitions - 1.0));
  }
}
