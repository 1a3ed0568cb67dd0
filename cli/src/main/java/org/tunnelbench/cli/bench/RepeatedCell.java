package org.tunnelbench.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import org.tunnelbench.cli.bench.GeneratedSeries.Kind;
import org.tunnelbench.contract.api.SeriesPoint;

/**
 * A cell that can be measured as often as wanted: every run has the same curve, noise of its own,
 * and a level that differs a little from run to run.
 *
 * @param kind what it is, in words
 * @param runs a run of {@value #SECONDS} samples of a second each, by its number
 */
record RepeatedCell(String kind, IntFunction<List<SeriesPoint>> runs) {
  /** The length of a fixed run, in seconds. */
  static final int SECONDS = 60;

  /** The most that the levels of runs scatter, as a standard deviation of their logarithms. */
  private static final double MOST_SCATTER = 0.05;

  /** The most noise, as a share of the level: what quiet guests of the lab have. */
  private static final double MOST_NOISE = 0.2;

  private static final double SLOWEST_MBIT = 20;
  private static final double FASTEST_MBIT = 2_000;

  /** How many samples stand for the curve of a recorded series at a place, on either side. */
  private static final int SMOOTHED = 4;

  List<SeriesPoint> run(int number) {
    return runs.apply(number);
  }

  /**
   * A generated cell.
   *
   * @param ratio what its level is multiplied by
   * @param seed the same makes the same cell
   * @param of tells its noise from that of another with the same seed
   */
  static RepeatedCell generated(Kind kind, double ratio, long seed, int of) {
    Random random = new Random(seed);
    double level =
        ratio * SLOWEST_MBIT * Math.pow(FASTEST_MBIT / SLOWEST_MBIT, random.nextDouble());
    double scatter = MOST_SCATTER * random.nextDouble();
    double deviation = Math.min(MOST_NOISE, kind.mostNoise()) * random.nextDouble();
    double memory = kind.mostMemory() * random.nextDouble();
    DoubleUnaryOperator curve = kind.curve(SECONDS, random);
    return new RepeatedCell(
        kind.toString(),
        number -> {
          Random ofRun = ofRun(seed, of, number);
          double ofLevel = level * Math.exp(scatter * ofRun.nextGaussian());
          return GeneratedSeries.points(SECONDS, curve, ofLevel, deviation, memory, ofRun);
        });
  }

  /**
   * A recorded one: its curve is the series smoothed, its noise what is left of the series, begun
   * at another place in every run.
   */
  static RepeatedCell recorded(List<SeriesPoint> series, long seed, int of) {
    double[] rates =
        series.stream().limit(SECONDS).mapToDouble(SeriesPoint::mbitPerSecond).toArray();
    double[] curve = new double[rates.length];
    for (int i = 0; i < rates.length; i++) {
      int from = Math.max(0, i - SMOOTHED);
      int to = Math.min(rates.length - 1, i + SMOOTHED);
      for (int near = from; near <= to; near++) {
        curve[i] += rates[near] / (to - from + 1);
      }
    }
    return new RepeatedCell(
        "recorded",
        number -> {
          Random ofRun = ofRun(seed, of, number);
          double ofLevel = Math.exp(MOST_SCATTER / 2 * ofRun.nextGaussian());
          int shift = ofRun.nextInt(rates.length);
          List<SeriesPoint> points = new ArrayList<>();
          for (int i = 0; i < rates.length; i++) {
            int place = (i + shift) % rates.length;
            double noise = curve[place] > 0 ? rates[place] / curve[place] : 1;
            points.add(GeneratedSeries.point(i, ofLevel * curve[i] * noise));
          }
          return points;
        });
  }

  private static Random ofRun(long seed, int of, int number) {
    // The first numbers of neighbouring seeds are alike.
    Random mixed = new Random(seed * 1_000_003 + of * 7_919L + number);
    return new Random(mixed.nextLong());
  }
}
