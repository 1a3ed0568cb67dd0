package org.tunnelbench.controller.analysis.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * The ways to see a series that has no fixed plan: two levels that take turns, and teeth of unequal
 * length. What goes on is hidden; it is found by the forward algorithm and by Viterbi's (L.
 * Rabiner, "A Tutorial on Hidden Markov Models", 1989), on logarithms, in the units of {@link
 * Likelihood}.
 */
final class HiddenHypotheses {
  private static final double TURNS = 0.01;
  private static final double TEETH = 0.01;

  /** Below this deviation, by the mean, a series is too calm to hide anything. */
  private static final double CALM = 0.2;

  private static final double LEAST = 0.03;
  private static final double[] NOISES = {0.1, 0.18, 0.3};

  /** Distance of neighbours in the grids of noises and of levels, in logarithms. */
  private static final double NOISE_STEP = 0.55;

  private static final double LEVEL_STEP = 0.15;
  private static final double[] TOPS = {0.7, 0.8, 0.9, 0.96};

  /** The lower of two levels by the higher. */
  private static final double[] RATIOS = {0.5, 0.35, 0.2, 0.1};

  private static final double[] TURN_CHANCES = {0.07, 0.2};

  /** What a tooth loses in a sample, in logarithms. */
  private static final double[] SLOPES = {0.04, 0.08, 0.15, 0.3, 0.5};

  private static final double[] RESET_CHANCES = {0.05, 0.12};
  private static final int LONGEST_TOOTH = 60;
  private static final int SHORTEST_TOOTH = 3;
  private static final int LEAST_RESETS = 2;
  private static final double DEEPEST = Math.log(0.08);

  private final double[] logs;
  private final double[] tops;
  private final boolean calm;
  private final double constant;

  HiddenHypotheses(double[] rates) {
    double most = DoubleStream.of(rates).max().orElse(1);
    double mean = DoubleStream.of(rates).average().orElse(1);
    double variance =
        DoubleStream.of(rates).map(rate -> (rate - mean) * (rate - mean)).average().orElse(0);
    this.logs =
        DoubleStream.of(rates).map(rate -> Math.log(Math.max(rate, LEAST * most))).toArray();
    this.tops = Quantile.withDefaults().withCopy(true).evaluate(logs, TOPS);
    this.calm = Math.sqrt(variance) < CALM * mean;
    this.constant = Math.log(LEVEL_STEP * NOISE_STEP) - DoubleStream.of(logs).sum();
  }

  List<Hypothesis> all() {
    List<Hypothesis> all = new ArrayList<>();
    if (calm) {
      return all;
    }
    double[] backwards =
        IntStream.range(0, logs.length).mapToDouble(i -> logs[logs.length - 1 - i]).toArray();
    double turns = Math.log(TURNS / (RATIOS.length * TURN_CHANCES.length)) + constant;
    double teeth = Math.log(TEETH / (2 * SLOPES.length * RESET_CHANCES.length)) + constant;
    for (double top : tops) {
      for (double noise : NOISES) {
        for (double ratio : RATIOS) {
          for (double chance : TURN_CHANCES) {
            all.add(Hypothesis.of(Shape.BIMODAL, turns + turns(top, noise, ratio, chance)));
          }
        }
        for (double slope : SLOPES) {
          for (double chance : RESET_CHANCES) {
            all.add(Hypothesis.of(Shape.SAWTOOTH, teeth + teeth(logs, top, noise, slope, chance)));
            all.add(
                Hypothesis.of(Shape.SAWTOOTH, teeth + teeth(backwards, top, noise, slope, chance)));
          }
        }
      }
    }
    return all;
  }

  /** The logarithm of the likelihood of two levels, over all ways to take turns. */
  private double turns(double top, double noise, double ratio, double chance) {
    double low = top + Math.log(ratio);
    double shareHigh = 0.5;
    double total = 0;
    for (double log : logs) {
      double high = Math.exp(density(log - top, noise));
      double lower = Math.exp(density(log - low, noise));
      double before = shareHigh * (1 - chance) + (1 - shareHigh) * chance;
      double sum = before * high + (1 - before) * lower;
      if (sum < Double.MIN_NORMAL) {
        return Double.NEGATIVE_INFINITY;
      }
      total += Math.log(sum);
      shareHigh = before * high / sum;
    }
    return total;
  }

  /** The logarithm of the likelihood of the best row of falling teeth, with its resets. */
  private static double teeth(
      double[] logs, double top, double noise, double slope, double chance) {
    int ages = Math.min(LONGEST_TOOTH, logs.length);
    double[] levels = new double[ages];
    double[] best = new double[ages];
    int[] resets = new int[ages];
    double sharpness = 0.5 / (noise * noise);
    for (int age = 0; age < ages; age++) {
      levels[age] = top + Math.max(DEEPEST, -slope * age);
      double distance = logs[0] - levels[age];
      best[age] = -sharpness * distance * distance;
    }
    double stay = Math.log(1 - chance);
    double reset = Math.log(chance);
    for (int i = 1; i < logs.length; i++) {
      int ripest = highest(best, SHORTEST_TOOTH - 1);
      double fresh = best[ripest] + reset;
      int freshResets = resets[ripest] + 1;
      for (int age = ages - 1; age > 0; age--) {
        double distance = logs[i] - levels[age];
        best[age] = best[age - 1] + stay - sharpness * distance * distance;
        resets[age] = resets[age - 1];
      }
      double distance = logs[i] - top;
      best[0] = fresh - sharpness * distance * distance;
      resets[0] = freshResets;
    }
    int last = highest(best, 0);
    return resets[last] >= LEAST_RESETS
        ? best[last] + logs.length * density(0, noise) - Math.log(ages)
        : Double.NEGATIVE_INFINITY;
  }

  /** Where the highest is, from a place on. */
  private static int highest(double[] values, int from) {
    int highest = from;
    for (int i = from + 1; i < values.length; i++) {
      highest = values[i] > values[highest] ? i : highest;
    }
    return highest;
  }

  private static double density(double distance, double noise) {
    double deviations = distance / noise;
    return -0.5 * deviations * deviations - Math.log(noise * Math.sqrt(2 * Math.PI));
  }
}
