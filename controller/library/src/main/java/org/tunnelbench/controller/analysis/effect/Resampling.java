package org.tunnelbench.controller.analysis.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.descriptive.Median;
import org.tunnelbench.contract.api.SeriesPoint;

/**
 * Draws medians of one series by the circular block bootstrap (D. Politis, J. Romano, 1992): blocks
 * of neighbouring samples are drawn, so that what samples remember of each other stays in the
 * draws. The length of a block is the one that is best for a first-order autoregression (E.
 * Carlstein, 1986; D. Andrews, 1991), at least the cube root of the number of samples.
 */
final class Resampling {
  /** One packet in a sample is the least that it can show, and what a median of 0 counts as. */
  private static final double PACKET_MEGABIT = 1500 * 8 / 1e6;

  /** Bound on the memory that is believed of a short series. */
  private static final double MOST_MEMORY = 0.95;

  /** A block is at most this share of a series. */
  private static final int LEAST_BLOCKS = 4;

  private final double[] rates;
  private final double least;
  private final int block;

  private Resampling(double[] rates, double least) {
    this.rates = rates;
    this.least = least;
    this.block = block(rates);
  }

  /** Of a series with at least one point. */
  static Resampling of(List<SeriesPoint> points) {
    double seconds = points.stream().mapToDouble(SeriesPoint::seconds).average().orElse(1);
    return new Resampling(
        points.stream().mapToDouble(SeriesPoint::mbitPerSecond).toArray(),
        PACKET_MEGABIT / seconds);
  }

  int samples() {
    return rates.length;
  }

  /** The logarithm of the median as it was measured. */
  double measured() {
    return logMedian(rates.clone());
  }

  /** The logarithm of the median of a resampled series. */
  double draw(SplittableRandom random) {
    double[] drawn = new double[rates.length];
    int from = 0;
    for (int i = 0; i < drawn.length; i++) {
      if (i % block == 0) {
        from = random.nextInt(rates.length);
      }
      drawn[i] = rates[(from + i % block) % rates.length];
    }
    return logMedian(drawn);
  }

  private double logMedian(double[] values) {
    return Math.log(Math.max(least, Median.withDefaults().withCopy(false).evaluate(values)));
  }

  private static int block(double[] rates) {
    int samples = rates.length;
    double memory = Math.clamp(memory(rates), 0, MOST_MEMORY);
    double best =
        Math.cbrt(samples) * Math.pow(Math.sqrt(6) * memory / (1 - memory * memory), 2.0 / 3);
    double least = Math.cbrt(samples);
    double most = Math.max(1, samples / LEAST_BLOCKS);
    return (int) Math.round(Math.min(most, Math.max(least, best)));
  }

  /** The correlation of each sample with the one before. */
  private static double memory(double[] rates) {
    double mean = DoubleStream.of(rates).average().orElse(0);
    double squares = 0;
    double products = 0;
    for (int i = 0; i < rates.length; i++) {
      squares += (rates[i] - mean) * (rates[i] - mean);
      products += i == 0 ? 0 : (rates[i] - mean) * (rates[i - 1] - mean);
    }
    return squares > 0 ? products / squares : 0;
  }

  /** One for each series. */
  static List<Resampling> of(Iterable<MeasuredSeries> series) {
    List<Resampling> all = new ArrayList<>();
    series.forEach(one -> all.add(of(one.points())));
    return all;
  }
}
