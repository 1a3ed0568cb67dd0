package org.tunnelbench.controller.analysis.shape;

import org.apache.commons.numbers.gamma.LogGamma;

/**
 * The marginal likelihood of y = µ·x + σ·e, with e a stationary first-order autoregression of unit
 * variance, over µ, σ and the memory φ.
 *
 * <p>µ and σ have priors that do not depend on units: 1/µ and 1/σ, or, for logarithms, 1 and 1/σ
 * (G. Box, G. Tiao, "Bayesian Inference in Statistical Analysis", 1973, chapter 2). The exact
 * likelihood of the autoregression is that of G. Box, G. Jenkins, "Time Series Analysis", 1970,
 * appendix A7.4.
 */
final class Likelihood {
  /** The memories that are considered; intervals of throughput are seldom anticorrelated. */
  private static final double[] MEMORIES = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7};

  /** Two memories that show whether a closer look is worth it. */
  private static final double SHORT_MEMORY = 0.1;

  private static final double LONG_MEMORY = 0.5;

  /** So far below the best, in logarithms, nothing weighs. */
  private static final double HOPELESS = 20;

  /** Relative deviation that is never held against a hypothesis: curves stand on a grid. */
  private static final double TOLERANCE = 0.03;

  /** A noise up to this share of the level is as likely as any other. */
  private static final double USUAL_NOISE = 0.5;

  /** How fast a larger noise becomes unlikely. */
  private static final double UNUSUAL_NOISE = 0.2;

  private final int samples;
  private final boolean logarithms;
  private final double constant;
  private double best = Double.NEGATIVE_INFINITY;

  private Likelihood(int samples, boolean logarithms, double logVolume) {
    this.samples = samples;
    this.logarithms = logarithms;
    this.constant =
        LogGamma.value((samples - 1) / 2.0)
            - Math.log(2)
            - (samples - 1) / 2.0 * Math.log(Math.PI)
            - logVolume;
  }

  /** Where y is a share of the level; a share that is 0 or less on the whole is impossible. */
  static Likelihood ofShares(int samples) {
    return new Likelihood(samples, false, 0);
  }

  /** Where y is a logarithm; {@code sum} is that of the logarithms of what was measured. */
  static Likelihood ofLogarithms(int samples, double sum) {
    return new Likelihood(samples, true, sum);
  }

  /** Whether a likelihood is so far below the best so far that it weighs nothing. */
  boolean isHopeless(double logLikelihood) {
    return logLikelihood < best - HOPELESS;
  }

  /** The logarithm of the likelihood; near enough where it is hopeless. */
  double of(Products products) {
    double glance = constant + Math.max(at(SHORT_MEMORY, products), at(LONG_MEMORY, products));
    if (isHopeless(glance)) {
      return glance;
    }
    double[] logs = new double[MEMORIES.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = at(MEMORIES[i], products);
    }
    double likelihood = constant + LogSum.of(logs) - Math.log(logs.length);
    best = Math.max(best, likelihood);
    return likelihood;
  }

  /** At one memory, without what all memories share. */
  private double at(double memory, Products of) {
    double square = memory * memory;
    double expected =
        of.expected + square * (of.expected - of.edgeExpected) - 2 * memory * of.laggedExpected;
    double cross = of.cross + square * (of.cross - of.edgeCross) - 2 * memory * of.laggedCross;
    double seen = of.seen + square * (of.seen - of.edgeSeen) - 2 * memory * of.laggedSeen;
    double level = cross / expected;
    if (!logarithms && !(level > 0)) {
      return Double.NEGATIVE_INFINITY;
    }
    double unit = logarithms ? 1 : level;
    double tolerance = TOLERANCE * unit;
    double rest = Math.max(0, seen - cross * level) + samples * tolerance * tolerance;
    double innovation = 1 - square;
    double noise = Math.sqrt(rest / (samples * innovation)) / unit;
    double unusual = Math.max(0, noise - USUAL_NOISE) / UNUSUAL_NOISE;
    return Math.log(Math.sqrt(innovation / expected) / unit)
        - (samples - 1) / 2.0 * Math.log(rest)
        - unusual * unusual / 2;
  }
}
