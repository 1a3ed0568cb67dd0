package org.tunnelbench.controller.analysis;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Median;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.controller.analysis.shape.SeriesShape;
import org.tunnelbench.controller.analysis.shape.Shape;

/**
 * What a measured trial's series says by itself, without a look at other trials.
 *
 * @param medianMbitPerSecond median of the receiver's rate over the samples, in Mbit/s; 0 where
 *     there is none
 * @param verdict measured, unsteady or no traffic
 * @param shape of the series; absent in records of before it was kept
 */
public record SeriesJudgement(double medianMbitPerSecond, Verdict verdict, Optional<Shape> shape) {
  /** Judges a series, which is in order of time. */
  public static SeriesJudgement of(List<SeriesPoint> series) {
    long received = series.stream().mapToLong(SeriesPoint::receivedBytes).sum();
    if (received == 0) {
      return new SeriesJudgement(0, Verdict.NO_TRAFFIC, Optional.of(Shape.NO_TRAFFIC));
    }
    double median =
        Median.withDefaults()
            .evaluate(series.stream().mapToDouble(SeriesPoint::mbitPerSecond).toArray());
    Shape shape = SeriesShape.of(series).shape();
    return new SeriesJudgement(median, verdict(shape), Optional.of(shape));
  }

  private static Verdict verdict(Shape shape) {
    return switch (shape) {
      case STEADY, NOT_ENOUGH_DATA -> Verdict.MEASURED;
      case RISING, DECAYING, STEPPED, SAWTOOTH, BIMODAL, UNSTEADY, STALLED -> Verdict.UNSTEADY;
      case NO_TRAFFIC -> Verdict.NO_TRAFFIC;
    };
  }
}
