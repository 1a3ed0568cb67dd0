package org.tunnelbench.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.controller.analysis.shape.Shape;

/**
 * A series of known shape, made from a seed: 20 to 120 samples of a second each, around a curve,
 * with noise that is a first-order autoregression and a share of the curve.
 */
record GeneratedSeries(Kind kind, List<SeriesPoint> points) {
  private static final int FEWEST = 20;
  private static final int MOST = 120;

  /** Speeds from 1 to 10,000 Mbit/s. */
  private static final double LOG_FASTEST = Math.log(10_000);

  /** What a decay ends at, at most, as a share of its first level. */
  private static final double DECAYED = 1.0 / 3;

  /** A half-life has at least so many samples: a faster fall is a stall. */
  private static final double SHORTEST_HALF_LIFE = 3;

  static GeneratedSeries of(Kind kind, long seed) {
    Random random = new Random(seed);
    int samples = FEWEST + random.nextInt(MOST - FEWEST + 1);
    DoubleUnaryOperator curve = kind.curve(samples, random);
    double level = Math.exp(LOG_FASTEST * random.nextDouble());
    double deviation = kind.mostNoise * random.nextDouble();
    double memory = kind.mostMemory * random.nextDouble();
    return new GeneratedSeries(kind, points(samples, curve, level, deviation, memory, random));
  }

  /**
   * Samples of a second each.
   *
   * @param curve of the second, at most 1
   * @param level what 1 stands for, in Mbit/s
   * @param deviation of the noise, as a share of the curve
   * @param memory the correlation of the noise with that of the second before
   */
  static List<SeriesPoint> points(
      int samples,
      DoubleUnaryOperator curve,
      double level,
      double deviation,
      double memory,
      Random random) {
    double noise = random.nextGaussian();
    List<SeriesPoint> points = new ArrayList<>();
    for (int second = 0; second < samples; second++) {
      double rate = level * curve.applyAsDouble(second) * Math.max(0, 1 + deviation * noise);
      points.add(point(second, rate));
      noise = memory * noise + Math.sqrt(1 - memory * memory) * random.nextGaussian();
    }
    return points;
  }

  /** What was got in a second, in Mbit/s. */
  static SeriesPoint point(int second, double rate) {
    return new SeriesPoint(
        second, 1, Math.round(rate * 1e6 / 8), OptionalLong.empty(), OptionalLong.empty());
  }

  /** How the curve runs, how much noise rides on it, and what it is to be called. */
  enum Kind {
    LEVEL("level", 0.45, 0.7, Shape.STEADY) {
      @Override
      DoubleUnaryOperator curve(int samples, Random random) {
        return second -> 1;
      }
    },
    EXPONENTIAL("exponential decay", 0.35, 0.5, Shape.DECAYING) {
      @Override
      DoubleUnaryOperator curve(int samples, Random random) {
        double longest = samples * Math.log(2) / Math.log(1 / DECAYED);
        double halfLife = longest * Math.pow(SHORTEST_HALF_LIFE / longest, random.nextDouble());
        return second -> Math.pow(2, -second / halfLife);
      }
    },
    HYPERBOLIC("hyperbolic decay", 0.35, 0.5, Shape.DECAYING) {
      @Override
      DoubleUnaryOperator curve(int samples, Random random) {
        double last = DECAYED * Math.pow(10, -random.nextDouble());
        return second -> 1 / (1 + (1 / last - 1) * second / (samples - 1));
      }
    },
    SAWTOOTH("sawtooth", 0.25, 0.3, Shape.SAWTOOTH) {
      @Override
      DoubleUnaryOperator curve(int samples, Random random) {
        double period = 5 + random.nextDouble() * (samples / 3.0 - 5);
        double depth = 0.5 + 0.4 * random.nextDouble();
        double phase = random.nextDouble();
        boolean falling = random.nextBoolean();
        return second -> {
          double way = (second / period + phase) % 1;
          return 1 - depth * (falling ? way : 1 - way);
        };
      }
    },
    STEP("step", 0.25, 0.5, Shape.STEPPED) {
      @Override
      DoubleUnaryOperator curve(int samples, Random random) {
        int change = samples / 5 + random.nextInt(samples * 3 / 5);
        double lower = 0.15 + 0.35 * random.nextDouble();
        boolean up = random.nextBoolean();
        return second -> (second < change) == up ? lower : 1;
      }
    },
    RAMP_UP("ramp up", 0.25, 0.5, Shape.RISING) {
      @Override
      DoubleUnaryOperator curve(int samples, Random random) {
        double first = DECAYED * random.nextDouble();
        return second -> first + (1 - first) * second / (samples - 1);
      }
    },
    RAMP_DOWN("ramp down", 0.25, 0.5, Shape.DECAYING) {
      @Override
      DoubleUnaryOperator curve(int samples, Random random) {
        double last = DECAYED * random.nextDouble();
        return second -> 1 - (1 - last) * second / (samples - 1);
      }
    },
    SLOW_START("TCP slow start", 0.25, 0.5, Shape.STEADY) {
      @Override
      DoubleUnaryOperator curve(int samples, Random random) {
        double doubling = 0.2 + 0.03 * samples * random.nextDouble();
        double first = 0.02 + 0.2 * random.nextDouble();
        return second -> Math.min(1, first * Math.pow(2, second / doubling));
      }
    };

    private final String word;
    private final double mostNoise;
    private final double mostMemory;
    private final Shape shape;

    Kind(String word, double mostNoise, double mostMemory, Shape shape) {
      this.word = word;
      this.mostNoise = mostNoise;
      this.mostMemory = mostMemory;
      this.shape = shape;
    }

    /** Of the second of a sample, at most 1. */
    abstract DoubleUnaryOperator curve(int samples, Random random);

    double mostNoise() {
      return mostNoise;
    }

    double mostMemory() {
      return mostMemory;
    }

    /** What it is to be called. */
    Shape shape() {
      return shape;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
