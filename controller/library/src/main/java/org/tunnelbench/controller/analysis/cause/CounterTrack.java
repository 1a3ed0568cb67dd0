package org.tunnelbench.controller.analysis.cause;

import java.util.List;
import java.util.stream.IntStream;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;

/** A counter beside the traffic, at the points at which it was read: samples may be finer. */
final class CounterTrack {
  private final double[] values;
  private final double[] rates;
  private final double growthPerSecond;

  private CounterTrack(double[] values, double[] rates, double growthPerSecond) {
    this.values = values;
    this.rates = rates;
    this.growthPerSecond = growthPerSecond;
  }

  static CounterTrack of(MeasuredSeries series, String name) {
    List<Double> counted = series.counters().getOrDefault(name, List.of());
    int[] read =
        IntStream.range(0, Math.min(counted.size(), series.points().size()))
            .filter(point -> Double.isFinite(counted.get(point)))
            .toArray();
    double[] values = IntStream.of(read).mapToDouble(counted::get).toArray();
    return new CounterTrack(values, rates(series.points(), read), growth(values, series, read));
  }

  /** At each reading. */
  double[] values() {
    return values.clone();
  }

  /** Whether its growth is known. */
  boolean isRead() {
    return values.length >= 2;
  }

  /** Throughput since the reading before, Mbit/s. */
  double[] rates() {
    return rates.clone();
  }

  /** From the first reading to the last; 0 where there are not two. */
  double growthPerSecond() {
    return growthPerSecond;
  }

  private static double[] rates(List<SeriesPoint> points, int[] read) {
    return IntStream.range(0, read.length)
        .mapToDouble(i -> rate(points.subList(i == 0 ? 0 : read[i - 1] + 1, read[i] + 1)))
        .toArray();
  }

  private static double rate(List<SeriesPoint> points) {
    double megabits = points.stream().mapToDouble(point -> point.receivedBytes() * 8 / 1e6).sum();
    return megabits / points.stream().mapToDouble(SeriesPoint::seconds).sum();
  }

  private static double growth(double[] values, MeasuredSeries series, int[] read) {
    if (read.length < 2) {
      return 0;
    }
    double seconds =
        end(series.points().get(read[read.length - 1])) - end(series.points().get(read[0]));
    double grown = values[values.length - 1] - values[0];
    return seconds > 0 ? grown / seconds : 0;
  }

  private static double end(SeriesPoint point) {
    return point.start() + point.seconds();
  }
}
