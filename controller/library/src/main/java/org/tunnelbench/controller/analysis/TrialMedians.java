package org.tunnelbench.controller.analysis;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.tunnelbench.contract.api.MedianInterval;
import org.tunnelbench.contract.api.MedianInterval.Basis;

/**
 * What the trials of a cell say together: their median, how sure that is, and how far they scatter.
 *
 * <p>From {@value #LEAST_FOR_RANKS} trials on the interval is one of order statistics (W. Conover,
 * "Practical Nonparametric Statistics", 3rd edition, section 3.2), which asks nothing of the
 * distribution; fewer cannot have one at 95 %. From {@value #LEAST} on it is Student's t on the
 * logarithms, which takes these for normal. Fewer are not enough data.
 *
 * <p>Where repetitions end as soon as the interval is narrow, each look at it would be a chance to
 * be wrong. There the error is spent over the looks: after n trials the interval has the level 1 −
 * {@value #LEAST} α ⁄ n(n+1), whose errors add up to α over all n from {@value #LEAST} on (K. Lan,
 * D. DeMets, "Discrete Sequential Boundaries for Clinical Trials", Biometrika 70, 1983, for the
 * idea; here by Bonferroni's inequality, which holds whatever the looks have to do with each
 * other).
 */
public final class TrialMedians {
  /** Fewer trials have no interval. */
  public static final int LEAST = 3;

  private static final int LEAST_FOR_RANKS = 6;
  private static final double ERROR = 0.05;

  /** What a median of 0 counts as among logarithms: one packet of 1,500 bytes a second, Mbit/s. */
  private static final double PACKET = 1500 * 8 / 1e6;

  private final double[] rising;

  /** Of medians in Mbit/s, of one trial at least. */
  public TrialMedians(double... medians) {
    rising = DoubleStream.of(medians).sorted().toArray();
  }

  /** In Mbit/s. */
  double median() {
    return Median.withDefaults().withCopy(true).evaluate(rising);
  }

  /** Present of two trials or more of which one at least carried something. */
  OptionalDouble coefficientOfVariation() {
    double mean = Mean.of(rising).getAsDouble();
    return rising.length > 1 && mean > 0
        ? OptionalDouble.of(StandardDeviation.of(rising).getAsDouble() / mean)
        : OptionalDouble.empty();
  }

  /** The interval where the number of trials was settled before. */
  public MedianInterval interval() {
    if (rising.length < LEAST) {
      return MedianInterval.NOT_ENOUGH_DATA;
    }
    return rising.length < LEAST_FOR_RANKS ? ofLogarithms(Basis.LOGARITHMS, ERROR) : ofRanks();
  }

  /** The interval where trials ended as soon as it was narrow. */
  public MedianInterval sequence() {
    int trials = rising.length;
    return trials < LEAST
        ? MedianInterval.NOT_ENOUGH_DATA
        : ofLogarithms(Basis.SEQUENCE, LEAST * ERROR / (trials * (trials + 1.0)));
  }

  private MedianInterval ofRanks() {
    BinomialDistribution below = BinomialDistribution.of(rising.length, 0.5);
    int out = 0;
    while (2 * below.cumulativeProbability(out) <= ERROR) {
      out++;
    }
    return MedianInterval.of(Basis.RANKS, rising[out - 1], rising[rising.length - out]);
  }

  private MedianInterval ofLogarithms(Basis basis, double error) {
    double[] logs = Arrays.stream(rising).map(rate -> Math.log(Math.max(rate, PACKET))).toArray();
    double middle = Mean.of(logs).getAsDouble();
    double half =
        TDistribution.of(logs.length - 1.0).inverseSurvivalProbability(error / 2)
            * StandardDeviation.of(logs).getAsDouble()
            / Math.sqrt(logs.length);
    return MedianInterval.of(basis, rate(middle - half), rate(middle + half));
  }

  private static double rate(double logarithm) {
    double rate = Math.exp(logarithm);
    return rate <= PACKET ? 0 : rate;
  }
}
