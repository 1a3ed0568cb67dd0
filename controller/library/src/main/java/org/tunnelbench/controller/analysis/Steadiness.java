package org.tunnelbench.controller.analysis;

import java.util.List;
import org.apache.commons.statistics.descriptive.Quantile;
import org.tunnelbench.contract.api.SeriesPoint;

/**
 * Whether a series stays at one level.
 *
 * <p>A shared machine makes the rate of a short interval scatter widely around a level that does
 * not move; a tunnel that decays, climbs, stalls or goes up and down moves the level itself. Two
 * figures tell the two apart, both taken after the first part, where TCP still finds its speed:
 *
 * <ul>
 *   <li><b>spread</b>: the distance from the tenth to the ninetieth percentile of the samples,
 *       divided by their median. It does not see a few odd samples.
 *   <li><b>von Neumann's ratio</b>: the mean square of the steps from sample to sample, divided by
 *       the variance. It is about 2 where the samples do not know of each other, and nears 0 where
 *       each resembles the one before (J. von Neumann, "Distribution of the ratio of the mean
 *       square successive difference to the variance", 1941, which also gives the variance used
 *       here).
 * </ul>
 *
 * <p>Unsteady is a series that is {@linkplain #WANDERING wide} and whose neighbours are alike
 * beyond chance, or one that is {@linkplain #ERRATIC so wide} that it has no level whatever its
 * order. A steady fall to a third has a spread of 0.75; samples of emulated and shared machines
 * scatter by up to 1.2 around levels that stay.
 */
final class Steadiness {
  /** A spread above this makes a series unsteady where it also wanders. */
  static final double WANDERING = 0.6;

  /** A spread above this makes a series unsteady by itself. */
  static final double ERRATIC = 1.5;

  /** Fewer samples than this after the first part say nothing about steadiness. */
  static final int LEAST_SAMPLES = 8;

  /** The share of a trial that is left out at its begin. */
  private static final double FIRST_PART = 0.1;

  /** The most that is left out, in seconds: a decay that starts at once must stay visible. */
  private static final double LONGEST_FIRST_PART = 2;

  /** One-sided 1 % of the normal distribution. */
  private static final double CHANCE = 2.326;

  private Steadiness() {}

  static boolean isUnsteady(List<SeriesPoint> series) {
    double[] rates = settledRates(series);
    if (rates.length < LEAST_SAMPLES) {
      return false;
    }
    double spread = spread(rates);
    return spread > ERRATIC || (spread > WANDERING && wanders(rates));
  }

  private static double[] settledRates(List<SeriesPoint> series) {
    double begin = series.getFirst().start();
    double end = series.getLast().start() + series.getLast().seconds();
    double settled = begin + Math.min(LONGEST_FIRST_PART, FIRST_PART * (end - begin));
    return series.stream()
        .skip(1)
        .filter(point -> point.start() >= settled)
        .mapToDouble(SeriesPoint::mbitPerSecond)
        .toArray();
  }

  private static double spread(double[] rates) {
    double[] quantiles = Quantile.withDefaults().withCopy(true).evaluate(rates, 0.1, 0.5, 0.9);
    double distance = quantiles[2] - quantiles[0];
    if (quantiles[1] > 0) {
      return distance / quantiles[1];
    }
    return distance > 0 ? Double.POSITIVE_INFINITY : 0;
  }

  private static boolean wanders(double[] rates) {
    double mean = 0;
    for (double rate : rates) {
      mean += rate / rates.length;
    }
    double squares = 0;
    double steps = 0;
    for (int i = 0; i < rates.length; i++) {
      squares += (rates[i] - mean) * (rates[i] - mean);
      if (i > 0) {
        steps += (rates[i] - rates[i - 1]) * (rates[i] - rates[i - 1]);
      }
    }
    double samples = rates.length;
    double deviation = 2 * Math.sqrt((samples - 2) / (samples * samples - 1));
    return steps / squares < 2 - CHANCE * deviation;
  }
}
