package org.tunnelbench.controller.analysis.shape;

import java.util.stream.DoubleStream;

/**
 * How well a hypothesis about the level explains a series whose noise remembers itself.
 *
 * <p>A hypothesis is a curve. Noise rides on it in one of two ways that are weighed alike: as a
 * share of the level with a normal distribution, or with a normal distribution of its logarithm;
 * what is slow scatters less in both. The noise is a stationary first-order autoregression, e(t) =
 * φ·e(t−1) + innovation, and each answer is an average over φ: a hypothesis gets no credit for what
 * the noise's memory alone explains.
 */
final class Evidence {
  /** Noise of hypotheses does not shrink with the curve below this share of its top. */
  private static final double LEAST_SCALE = 0.03;

  /** So many samples may be higher than what counts as the top of a series. */
  private static final int ODD = 1;

  private final double[] rates;
  private final double[] logs;
  private final Likelihood shareNoise;
  private final Likelihood logNoise;
  private final Prefixes rateSums;
  private final Prefixes logSums;

  /** Of rates of which more than {@value #ODD} are above 0. */
  Evidence(double[] rates) {
    double[] sorted = DoubleStream.of(rates).sorted().toArray();
    double least = LEAST_SCALE * sorted[rates.length - 1 - Math.min(ODD, rates.length - 1)];
    this.rates = rates;
    this.logs = DoubleStream.of(rates).map(rate -> Math.log(Math.max(rate, least))).toArray();
    this.shareNoise = Likelihood.ofShares(rates.length);
    this.logNoise = Likelihood.ofLogarithms(rates.length, DoubleStream.of(logs).sum());
    this.rateSums = new Prefixes(rates);
    this.logSums = new Prefixes(logs);
  }

  /** The logarithm of the marginal likelihood of a curve whose top is 1. */
  double of(double[] curve) {
    Products shares = new Products();
    Products logarithms = new Products();
    double lastRate = 0;
    double lastCurve = 0;
    double lastLog = 0;
    double logScale = 0;
    int end = rates.length - 1;
    for (int i = 0; i <= end; i++) {
      double scale = Math.sqrt(curve[i] * curve[i] + LEAST_SCALE * LEAST_SCALE);
      double log = Math.log(scale);
      double rate = rates[i] / scale;
      double expected = curve[i] / scale;
      double rest = logs[i] - log;
      logScale += log;
      shares.add(rate, expected, lastRate, lastCurve, i == 0 || i == end);
      logarithms.add(rest, 1, lastLog, i == 0 ? 0 : 1, i == 0 || i == end);
      lastRate = rate;
      lastCurve = expected;
      lastLog = rest;
    }
    return both(shares, logScale, logarithms);
  }

  /**
   * The same of a curve that is at one level for the first {@code change} samples, and then at
   * {@code ratio} times that; in constant time.
   */
  double ofStep(int change, double ratio) {
    double first = Math.min(1, 1 / ratio);
    double second = first * ratio;
    double firstScale = Math.sqrt(first * first + LEAST_SCALE * LEAST_SCALE);
    double secondScale = Math.sqrt(second * second + LEAST_SCALE * LEAST_SCALE);
    double firstLog = Math.log(firstScale);
    double secondLog = Math.log(secondScale);
    return both(
        rateSums.scaled(change, firstScale, first / firstScale, secondScale, second / secondScale),
        change * firstLog + (rates.length - change) * secondLog,
        logSums.shifted(change, firstLog, secondLog));
  }

  /**
   * The same of a curve that repeats.
   *
   * @param frequency periods per sample
   * @param phase at the first sample, from 0 to 1
   */
  double ofPeriodic(Tooth tooth, double frequency, double phase) {
    double[] inverse = tooth.inverse();
    double[] toothLogs = tooth.logs();
    double sum = 0;
    double squares = 0;
    double lagged = 0;
    double logScale = 0;
    double last = 0;
    double at = phase;
    for (double measured : rates) {
      int place = (int) (at * Tooth.PLACES);
      double rate = measured * inverse[place];
      sum += rate;
      squares += rate * rate;
      lagged += rate * last;
      logScale += toothLogs[place];
      last = rate;
      at += frequency;
      at = at >= 1 ? at - 1 : at;
    }
    double first = rates[0] * inverse[(int) (phase * Tooth.PLACES)];
    double shares =
        shareNoise.of(Products.aroundOne(rates.length, sum, squares, lagged, first, last))
            - logScale;
    return shareNoise.isHopeless(shares + logScale)
        ? shares - Math.log(2)
        : LogSum.of(shares, logNoise.of(untoothed(tooth, frequency, phase))) - Math.log(2);
  }

  private Products untoothed(Tooth tooth, double frequency, double phase) {
    double sum = 0;
    double squares = 0;
    double lagged = 0;
    double last = 0;
    double at = phase;
    for (double measured : logs) {
      double log = measured - tooth.logs()[(int) (at * Tooth.PLACES)];
      sum += log;
      squares += log * log;
      lagged += log * last;
      last = log;
      at += frequency;
      at = at >= 1 ? at - 1 : at;
    }
    double first = logs[0] - tooth.logs()[(int) (phase * Tooth.PLACES)];
    return Products.aroundOne(logs.length, sum, squares, lagged, first, last);
  }

  private double both(Products shares, double logScale, Products logarithms) {
    return LogSum.of(shareNoise.of(shares) - logScale, logNoise.of(logarithms)) - Math.log(2);
  }
}
