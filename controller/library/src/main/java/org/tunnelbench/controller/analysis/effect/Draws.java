package org.tunnelbench.controller.analysis.effect;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.tunnelbench.controller.analysis.shape.SeriesShape;

/**
 * The logarithm of a throughput, or of a ratio of throughputs, with its bootstrap distribution.
 *
 * <p>The bootstrap is hierarchical (A. Davison, D. Hinkley, "Bootstrap Methods and their
 * Application", 1997, section 3.8): repetitions are drawn, then blocks of samples within each. All
 * cells that have the same repetitions draw the same ones at the same time, so that a difference of
 * two cells is a paired one. Intervals are percentiles, widened for few repetitions (T. Hesterberg,
 * "What Teachers Should Know About the Bootstrap", 2015, "expanded percentile").
 *
 * <p>A single series of few samples is thin: its draws hardly scatter, whatever the level is, and
 * so nothing that it has a part in is beyond chance.
 */
final class Draws {
  /** How many are drawn of a cell; as many as that are common for intervals of 95 %. */
  static final int MOST = 2000;

  /** The fewest that still tell the ends of a 95 % interval. */
  static final int FEWEST = 400;

  /** Bound on the draws of all series together, unless {@link #FEWEST} of each are more. */
  private static final int MOST_IN_ALL = 2_000_000;

  private static final long SEED = 0x7475_6e6e_656cL;
  private static final double TAIL = 0.025;

  /** Of a logarithm: series without any noise still have samples of finite length. */
  private static final double LEAST_ERROR = 1e-6;

  private final double measured;
  private final double[] drawn;
  private final int repetitions;
  private final boolean thin;

  private Draws(double measured, double[] drawn, int repetitions, boolean thin) {
    this.measured = measured;
    this.drawn = drawn;
    this.repetitions = repetitions;
    this.thin = thin;
  }

  /**
   * Of the repetitions of a cell.
   *
   * @param names of the repetitions: cells with the same names draw the same ones
   * @param cell tells its samples' draws from those of others
   * @param draws how many; the same for all that are set against each other
   */
  static Draws of(List<String> names, List<Resampling> repetitions, int cell, int draws) {
    int number = repetitions.size();
    double[] drawn = new double[draws];
    SplittableRandom samples = new SplittableRandom(SEED + cell);
    SplittableRandom picks = new SplittableRandom(SEED ^ names.hashCode());
    for (int i = 0; i < draws; i++) {
      for (int pick = 0; pick < number; pick++) {
        int place = number == 1 ? 0 : picks.nextInt(number);
        drawn[i] += repetitions.get(place).draw(samples) / number;
      }
    }
    return new Draws(measured(repetitions), drawn, number, isThin(repetitions));
  }

  private static boolean isThin(List<Resampling> repetitions) {
    return repetitions.size() == 1 && repetitions.getFirst().samples() < SeriesShape.LEAST_SAMPLES;
  }

  /** The logarithm of the geometric mean of the repetitions' medians. */
  static double measured(List<Resampling> repetitions) {
    return repetitions.stream().mapToDouble(Resampling::measured).average().orElse(0);
  }

  /** How many to draw of each where there are so many series. */
  static int number(int series) {
    return Math.clamp(MOST_IN_ALL / Math.max(1, series), FEWEST, MOST);
  }

  /** The ratio of this to another, in logarithms. */
  Draws by(Draws other) {
    double[] ratio = new double[drawn.length];
    for (int i = 0; i < ratio.length; i++) {
      ratio[i] = drawn[i] - other.drawn[i];
    }
    return new Draws(
        measured - other.measured,
        ratio,
        Math.min(repetitions, other.repetitions),
        thin || other.thin);
  }

  /** The geometric mean of several, which draw alike. */
  static Draws mean(List<Draws> several) {
    double[] mean = new double[several.getFirst().drawn.length];
    for (Draws draws : several) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += draws.drawn[i] / several.size();
      }
    }
    return new Draws(
        several.stream().mapToDouble(draws -> draws.measured).average().orElse(0),
        mean,
        several.stream().mapToInt(draws -> draws.repetitions).min().orElse(1),
        several.stream().anyMatch(draws -> draws.thin));
  }

  double estimate() {
    return Math.exp(measured);
  }

  /** With its interval: all that need be kept of it. */
  Ratio ratio() {
    double[] bounds = Quantile.withDefaults().withCopy(true).evaluate(drawn, TAIL, 1 - TAIL);
    return new Ratio(
        estimate(),
        bound(bounds[0]),
        bound(bounds[1]),
        chance(Math.log(Effects.margin(repetitions))),
        repetitions,
        basis());
  }

  private Basis basis() {
    if (thin) {
      return Basis.THIN;
    }
    return repetitions > 1 ? Basis.REPETITIONS : Basis.WITHIN_SERIES;
  }

  private double bound(double percentile) {
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
  private double chance(double margin) {
    if (thin) {
      return 1;
    }
    return repetitions == 1
        ? survival((Math.abs(measured) - margin) / error())
        : 2 * survival(Math.abs(measured) / error());
  }

  /** The probability of a ratio so far below a threshold where it is not below it. */
  double chanceAbove(double threshold) {
    return thin
        ? 1
        : survival((Math.log(threshold / Effects.margin(repetitions)) - measured) / error());
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

  /**
   * A ratio with its 95 % interval.
   *
   * @param estimate to/from
   * @param chance see {@link #chance}
   * @param repetitions of the cell with fewer
   * @param basis what the interval comes from
   */
  record Ratio(
      double estimate, double low, double high, double chance, int repetitions, Basis basis) {
    /** Whether the whole interval lies where an effect is told at all. */
    boolean isBeyond() {
      return low > Effects.margin(repetitions) || isBelow(1);
    }

    /** Whether the whole interval lies where it is told to be below a threshold. */
    boolean isBelow(double threshold) {
      return high < threshold / Effects.margin(repetitions);
    }
  }
}
