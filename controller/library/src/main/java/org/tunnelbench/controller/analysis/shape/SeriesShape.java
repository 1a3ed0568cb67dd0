package org.tunnelbench.controller.analysis.shape;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Quantile;
import org.tunnelbench.contract.api.SeriesPoint;

/**
 * What the curve of a series shows.
 *
 * <p>Each way to see the series has a probability: its prior times the {@link Evidence} for it. The
 * shape is the most probable one. Thresholds stand beside that only where a word asks for one: half
 * for decaying and the double for rising, a tenth of silence for stalled, a spread for unsteady.
 *
 * @param confidence the probability of the shape, from 0 to 1, among all that were considered; 1
 *     where a threshold told it, which weighs nothing
 * @param medianMbitPerSecond over the samples
 * @param firstMbitPerSecond the mean of the first samples, those of {@link #end}
 * @param lastMbitPerSecond the mean of as many last ones
 * @param halfLifeSeconds of a decay, from its onset to half of the first level; absent of any other
 *     shape
 */
public record SeriesShape(
    Shape shape,
    double confidence,
    double medianMbitPerSecond,
    double firstMbitPerSecond,
    double lastMbitPerSecond,
    OptionalDouble halfLifeSeconds) {
  /** Fewer samples than this have no shape. */
  public static final int LEAST_SAMPLES = 10;

  /** Longer series are averaged down, which leaves every shape and bounds the time it takes. */
  static final int MOST_SAMPLES = 200;

  /** A series that stays below this share of its top is gone. */
  private static final double GONE = 0.03;

  /** What is below this share of the highest rates is silence. */
  private static final double SILENT = 0.005;

  /** Silence of this share of the samples in one piece is a stall. */
  private static final double STALLED = 0.1;

  private static final int LEAST_SILENT = 3;

  /** No curve goes through so many samples that are not 0. */
  private static final int LEAST_TRACES = 1;

  /**
   * The distance from the tenth to the ninetieth percentile, by the median, from which on a series
   * has no level. Emulated and shared machines scatter by up to 1.2 around levels that stay.
   */
  private static final double ERRATIC = 1.8;

  /** Judges a series, which is in order of time. */
  public static SeriesShape of(List<SeriesPoint> series) {
    List<SeriesPoint> whole = withoutRemnants(series);
    double[] rates = whole.stream().mapToDouble(SeriesPoint::mbitPerSecond).toArray();
    if (DoubleStream.of(rates).sum() == 0) {
      return told(Shape.NO_TRAFFIC, 1, rates, OptionalDouble.empty());
    }
    if (rates.length < LEAST_SAMPLES) {
      return told(Shape.NOT_ENOUGH_DATA, 1, rates, OptionalDouble.empty());
    }
    int alive = alive(rates);
    double[] searched = shortened(Arrays.copyOf(rates, alive));
    if (DoubleStream.of(searched).filter(rate -> rate > 0).count() <= LEAST_TRACES) {
      return told(Shape.STALLED, 1, rates, OptionalDouble.empty());
    }
    ShapeSearch search = ShapeSearch.of(searched);
    Shape best = search.best();
    Shape shape = named(best, rates, alive);
    SeriesPoint end = whole.get(alive - 1);
    double seconds = end.start() + end.seconds() - whole.getFirst().start();
    return told(
        shape,
        shape == best ? search.share(best) : 1,
        rates,
        shape == Shape.DECAYING
            ? OptionalDouble.of(search.halfLife() * seconds)
            : OptionalDouble.empty());
  }

  /** How many samples at each end of a series stand for that end. */
  public static int end(int samples) {
    return Math.max(1, Math.min(samples / 4, Math.max(5, samples / 12)));
  }

  private static SeriesShape told(
      Shape shape, double confidence, double[] rates, OptionalDouble halfLife) {
    if (rates.length == 0) {
      return new SeriesShape(shape, confidence, 0, 0, 0, halfLife);
    }
    int end = end(rates.length);
    return new SeriesShape(
        shape,
        confidence,
        Median.withDefaults().withCopy(true).evaluate(rates),
        DoubleStream.of(rates).limit(end).average().orElse(0),
        DoubleStream.of(rates).skip(rates.length - end).average().orElse(0),
        halfLife);
  }

  /** A tool's last interval may be a splinter, whose rate says nothing. */
  private static List<SeriesPoint> withoutRemnants(List<SeriesPoint> series) {
    if (series.isEmpty()) {
      return series;
    }
    double usual =
        Median.withDefaults().evaluate(series.stream().mapToDouble(SeriesPoint::seconds).toArray());
    return series.stream().filter(point -> point.seconds() > usual / 2).toList();
  }

  private static double[] shortened(double[] rates) {
    int together = (rates.length + MOST_SAMPLES - 1) / MOST_SAMPLES;
    double[] means = new double[rates.length / together];
    for (int i = 0; i < rates.length / together * together; i++) {
      means[i / together] += rates[i] / together;
    }
    return means;
  }

  /**
   * The samples before a series is gone for good. How it went there is what its shape is about;
   * what is left of it afterwards would only blur that.
   */
  private static int alive(double[] rates) {
    double[] sorted = DoubleStream.of(rates).sorted().toArray();
    double gone = GONE * sorted[rates.length - 2];
    int alive = rates.length;
    while (alive > LEAST_SAMPLES && rates[alive - 1] < gone) {
      alive--;
    }
    return alive;
  }

  private static Shape named(Shape best, double[] rates, int alive) {
    if (best == Shape.DECAYING) {
      return best;
    }
    if (hasStalled(rates)) {
      return Shape.STALLED;
    }
    boolean fellAtOnce = rates.length - alive >= LEAST_SILENT;
    if (best == Shape.STALLED || fellAtOnce) {
      return Shape.STEPPED;
    }
    return best == Shape.STEADY && spread(rates) > ERRATIC ? Shape.UNSTEADY : best;
  }

  private static boolean hasStalled(double[] rates) {
    double silence = SILENT * quantiles(rates)[2];
    int longest = 0;
    int run = 0;
    for (double rate : rates) {
      run = rate <= silence ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest >= Math.max(LEAST_SILENT, STALLED * rates.length);
  }

  private static double spread(double[] rates) {
    double[] quantiles = quantiles(rates);
    return (quantiles[2] - quantiles[0]) / Math.max(quantiles[1], SILENT * quantiles[2]);
  }

  private static double[] quantiles(double[] rates) {
    return Quantile.withDefaults().evaluate(Arrays.copyOf(rates, rates.length), 0.1, 0.5, 0.9);
  }
}
