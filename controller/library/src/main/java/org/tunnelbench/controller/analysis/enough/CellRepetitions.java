package org.tunnelbench.controller.analysis.enough;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tunnelbench.contract.api.MedianInterval;
import org.tunnelbench.controller.analysis.SeriesJudgement;
import org.tunnelbench.controller.analysis.TrialMedians;
import org.tunnelbench.controller.analysis.shape.Shape;

/**
 * When the repetitions of a cell are enough. Pure.
 *
 * <p>They are where the interval of the median is as narrow as asked for; it stays valid under this
 * rule, see {@link TrialMedians#sequence}. And they are where {@value #ALIKE} trials agree in a
 * shape that has no level whose interval could become narrow.
 */
public final class CellRepetitions {
  private static final int ALIKE = 2;

  private CellRepetitions() {}

  /**
   * Why no further repetition is needed; empty where one is.
   *
   * @param trials those of the cell that were measured
   * @param precision half the width of the interval, as a share of the throughput
   */
  public static Optional<String> enough(List<SeriesJudgement> trials, double precision) {
    if (trials.size() < ALIKE) {
      return Optional.empty();
    }
    Optional<Shape> shape = trials.getFirst().shape();
    boolean alike = trials.stream().allMatch(trial -> trial.shape().equals(shape));
    if (alike && shape.filter(CellRepetitions::hasNoLevel).isPresent()) {
      return Optional.of("%d trials are %s".formatted(trials.size(), shape.get()));
    }
    MedianInterval interval =
        new TrialMedians(
                trials.stream().mapToDouble(SeriesJudgement::medianMbitPerSecond).toArray())
            .sequence();
    if (interval.low().isEmpty() || interval.low().getAsDouble() == 0) {
      return Optional.empty();
    }
    double width = Math.sqrt(interval.high().orElseThrow() / interval.low().getAsDouble()) - 1;
    return width <= precision
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "the median of %d trials is known to ±%.1f %% (asked for: %.1f %%)",
                trials.size(),
                100 * width,
                100 * precision))
        : Optional.empty();
  }

  /**
   * What the trials of a cell have shown up to now: the shape of the last that has one. A level is
   * known only where no trial has shown anything else.
   */
  public static Optional<Shape> known(List<SeriesJudgement> trials) {
    return trials.stream()
        .map(SeriesJudgement::shape)
        .flatMap(Optional::stream)
        .filter(shape -> shape != Shape.NOT_ENOUGH_DATA)
        .reduce((earlier, later) -> later == Shape.STEADY ? earlier : later);
  }

  private static boolean hasNoLevel(Shape shape) {
    return switch (shape) {
      case RISING, DECAYING, STEPPED, SAWTOOTH, STALLED, NO_TRAFFIC -> true;
      case STEADY, BIMODAL, UNSTEADY, NOT_ENOUGH_DATA -> false;
    };
  }
}
