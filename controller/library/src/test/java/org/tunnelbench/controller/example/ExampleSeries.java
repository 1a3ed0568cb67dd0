package org.tunnelbench.controller.example;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.tunnelbench.contract.api.SeriesPoint;

/** Series of chosen shapes. */
public final class ExampleSeries {
  private ExampleSeries() {}

  /** A series of these rates in Mbit/s, one each {@code interval} seconds. */
  public static List<SeriesPoint> of(double interval, double... mbitPerSecond) {
    return IntStream.range(0, mbitPerSecond.length)
        .mapToObj(
            index -> {
              long bytes = Math.round(mbitPerSecond[index] * 1e6 / 8 * interval);
              return new SeriesPoint(
                  Math.round(index * interval * 1000) / 1000.0,
                  interval,
                  bytes,
                  OptionalLong.of(bytes + 14_480),
                  OptionalLong.of(0));
            })
        .toList();
  }

  /**
   * A level that moves by {@code shape}, a function of the seconds, under independent noise.
   *
   * @param noise relative standard deviation
   */
  public static List<SeriesPoint> shaped(
      Random random, int samples, double interval, double noise, DoubleUnaryOperator shape) {
    return of(
        interval,
        IntStream.range(0, samples)
            .mapToDouble(
                index ->
                    Math.max(
                        0,
                        shape.applyAsDouble(index * interval)
                            * (1 + noise * random.nextGaussian())))
            .toArray());
  }

  /** Nothing arrives, though the sender sends a little at first. */
  public static List<SeriesPoint> silent(int samples, double interval) {
    return DoubleStream.iterate(0, start -> start + interval)
        .limit(samples)
        .mapToObj(
            start ->
                new SeriesPoint(
                    Math.round(start * 1000) / 1000.0,
                    interval,
                    0,
                    OptionalLong.of(start == 0 ? 46_000 : 0),
                    OptionalLong.of(start < 1 ? 1 : 0)))
        .toList();
  }
}
