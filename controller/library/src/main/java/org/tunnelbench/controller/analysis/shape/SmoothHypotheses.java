package org.tunnelbench.controller.analysis.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** The ways to see a series as one smooth curve: level, after a start, falling, rising. */
final class SmoothHypotheses {
  private static final double LEVEL = 0.35;
  private static final double DRIFT = 0.1;
  private static final double START = 0.1;
  private static final double DECLINE = 0.25;
  private static final double RISE = 0.06;

  /** Levels that drift by less than to half or to the double, by their last share. */
  private static final double[] DRIFTS = {0.6, 0.7, 0.85, 1.2, 1.4, 1.7};

  /** How fast a series may near its level, as shares of its length. */
  private static final double[] STARTS = {0.01, 0.02, 0.04, 0.08};

  /** How long TCP may double its speed, as shares of a series. */
  private static final double[] DOUBLINGS = {0.03, 0.06, 0.1, 0.15};

  private static final double[] START_LEVELS = {0.02, 0.3};

  /** Buffers that fill at once take up to this share of a series. */
  private static final double[] BURSTS = {0.005, 0.01};

  private static final double[] BURST_LEVELS = {2, 4};

  /** The latest end of a rise, as a share of the series; the rest of it is level. */
  private static final double LATEST_ONSET_OF_RISE = 0.3;

  private static final List<Decline> DECLINES = Decline.all();

  private final Evidence evidence;
  private final int samples;

  SmoothHypotheses(double[] rates) {
    this.evidence = new Evidence(rates);
    this.samples = rates.length;
  }

  List<Hypothesis> all() {
    List<Hypothesis> all = new ArrayList<>();
    all.add(weighed(Shape.STEADY, Math.log(LEVEL), time -> 1));
    double drift = Math.log(DRIFT / DRIFTS.length);
    for (double last : DRIFTS) {
      all.add(weighed(Shape.STEADY, drift, time -> Math.pow(last, time) / Math.max(1, last)));
    }
    all.addAll(starts(STARTS, START_LEVELS));
    all.addAll(starts(BURSTS, BURST_LEVELS));
    double doubling = Math.log(START / 2 / (DOUBLINGS.length * START_LEVELS.length));
    for (double length : DOUBLINGS) {
      for (double first : START_LEVELS) {
        all.add(
            weighed(
                Shape.STEADY, doubling, time -> Math.pow(first, Math.max(0, 1 - time / length))));
      }
    }
    all.addAll(declines(Math.log(DECLINE)));
    all.addAll(rises());
    return all;
  }

  private List<Hypothesis> starts(double[] lengths, double[] firsts) {
    double each = Math.log(START / 2 / (lengths.length * firsts.length));
    List<Hypothesis> starts = new ArrayList<>();
    for (double length : lengths) {
      for (double first : firsts) {
        starts.add(
            weighed(
                Shape.STEADY,
                each,
                time -> (1 + (first - 1) * Math.exp(-time / length)) / Math.max(1, first)));
      }
    }
    return starts;
  }

  /** Declines alone, with the logarithm of their prior altogether. */
  List<Hypothesis> declines(double logPrior) {
    double each = logPrior - Math.log(DECLINES.size());
    return DECLINES.stream().map(decline -> of(decline, each)).toList();
  }

  Hypothesis of(Decline decline, double logPrior) {
    return new Hypothesis(
        Shape.DECAYING, logPrior + evidence.of(curve(decline::at)), Optional.of(decline));
  }

  /** A rise is a decline seen from its end. */
  private List<Hypothesis> rises() {
    List<Decline> reversed =
        DECLINES.stream().filter(decline -> decline.onset() <= LATEST_ONSET_OF_RISE).toList();
    double each = Math.log(RISE / reversed.size());
    return reversed.stream()
        .map(decline -> weighed(Shape.RISING, each, time -> decline.at(1 - time)))
        .toList();
  }

  private Hypothesis weighed(Shape shape, double logPrior, DoubleUnaryOperator curve) {
    return Hypothesis.of(shape, logPrior + evidence.of(curve(curve)));
  }

  private double[] curve(DoubleUnaryOperator level) {
    double[] curve = new double[samples];
    for (int i = 0; i < samples; i++) {
      curve[i] = level.applyAsDouble((i + 0.5) / samples);
    }
    return curve;
  }
}
