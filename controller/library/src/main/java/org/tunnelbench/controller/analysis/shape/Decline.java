package org.tunnelbench.controller.analysis.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * A way to decay. Times are shares of the series' length.
 *
 * @param onset how long the level stays before it falls
 * @param halving from the onset until half of the level above the floor is lost
 * @param floor the level that is never lost, as a share of the first
 */
record Decline(Course course, double onset, double halving, double floor) {
  /** The level to which a series must fall to have decayed, as a share of its first. */
  static final double DECAYED = 0.5;

  private static final double[] HALVINGS = steps(1, 0.025, 1.2);
  private static final double[] SHORT_HALVINGS = steps(0.4, 0.025, 1.35);
  private static final double[] LATE_HALVINGS = steps(0.45, 0.05, 1.5);

  /** Those that end at half of the first level or below, and take more than a moment for it. */
  static List<Decline> all() {
    List<Decline> all = new ArrayList<>();
    for (Course course : Course.values()) {
      for (double halving : HALVINGS) {
        all.add(new Decline(course, 0, halving, 0));
      }
    }
    for (double floor : new double[] {0.05, 0.12, 0.25}) {
      for (double halving : SHORT_HALVINGS) {
        all.add(new Decline(Course.EXPONENTIAL, 0, halving, floor));
      }
    }
    for (double onset : new double[] {0.15, 0.3, 0.5}) {
      for (double halving : LATE_HALVINGS) {
        all.add(new Decline(Course.EXPONENTIAL, onset, halving, 0));
      }
    }
    return all.stream().filter(decline -> decline.at(1) <= DECAYED).toList();
  }

  /** The same at another pace. */
  Decline withHalving(double other) {
    return new Decline(course, onset, other, floor);
  }

  /** From the onset until half of the first level is lost; the floor is below that. */
  double halfLife() {
    double above = (DECAYED - floor) / (1 - floor);
    return halving * course.timeTo(above);
  }

  /** The level after a share of the series, by the first level. */
  double at(double time) {
    return time <= onset ? 1 : floor + (1 - floor) * course.after((time - onset) / halving);
  }

  private static double[] steps(double most, double least, double ratio) {
    List<Double> steps = new ArrayList<>();
    for (double step = most; step >= least; step /= ratio) {
      steps.add(step);
    }
    return steps.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The law of a fall, in units of the time in which half is lost. */
  enum Course {
    EXPONENTIAL {
      @Override
      double after(double halvings) {
        return Math.pow(2, -halvings);
      }

      @Override
      double timeTo(double level) {
        return -Math.log(level) / Math.log(2);
      }
    },
    /** What a list does that grows by one entry for each packet that walks it. */
    HYPERBOLIC {
      @Override
      double after(double halvings) {
        return 1 / (1 + halvings);
      }

      @Override
      double timeTo(double level) {
        return 1 / level - 1;
      }
    },
    LINEAR {
      @Override
      double after(double halvings) {
        return Math.max(0, 1 - halvings / 2);
      }

      @Override
      double timeTo(double level) {
        return 2 * (1 - level);
      }
    };

    abstract double after(double halvings);

    abstract double timeTo(double level);
  }
}
