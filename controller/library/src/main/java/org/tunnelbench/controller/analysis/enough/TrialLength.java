package org.tunnelbench.controller.analysis.enough;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.experiment.AdaptiveLength;
import org.tunnelbench.controller.analysis.Speed;
import org.tunnelbench.controller.analysis.shape.SeriesShape;
import org.tunnelbench.controller.analysis.shape.Shape;

/**
 * When a trial's traffic is enough. Pure.
 *
 * <p>A trial is looked at when it has {@value #FIRST_LOOK} samples, and whenever it has a fifth
 * more than at the last look. Each look is a chance to be wrong, and so the error of {@value
 * #ERROR} is spent in equal parts over all looks up to the longest time (K. Lan, D. DeMets,
 * "Discrete Sequential Boundaries for Clinical Trials", Biometrika 70, 1983, for the idea; by
 * Bonferroni's inequality the parts add up whatever the looks have to do with each other).
 *
 * <p>It is enough where
 *
 * <ul>
 *   <li>nothing arrives at all, or any more, for 10 s or the usual seconds where those are fewer;
 *   <li>the shape is sure and is none that a longer look could make another: a decay has to be
 *       below a quarter of its first level, so that it is not the first tooth of a saw;
 *   <li>the series is at a level, the interval of the level is as narrow as asked for, and a fall
 *       to half or a rise to the double within the longest time is excluded;
 *   <li>the usual time is over and such a fall or rise is excluded: the curve does not slope.
 * </ul>
 *
 * Otherwise it goes on to the longest time.
 *
 * @param length what was asked for
 * @param longest the most that the traffic lasts, in seconds
 * @param known the shape that an earlier trial of the cell had, or none: a level need not be proved
 *     twice, and is enough when its usual time is over; a decay or a saw is enough as soon as it is
 *     told again
 */
public record TrialLength(AdaptiveLength length, double longest, Optional<Shape> known) {
  /** The number of samples at the first look. */
  public static final int FIRST_LOOK = 10;

  /** Of being sure too early, over all looks. */
  static final double ERROR = 0.05;

  private static final Set<Shape> CHANGING =
      EnumSet.of(Shape.RISING, Shape.DECAYING, Shape.STEPPED, Shape.SAWTOOTH, Shape.STALLED);

  private static final double GROWTH = 1.2;

  /** So many seconds may be a pause, where samples are fine. */
  private static final double SILENCE = 10;

  /** A decay below this share of its first level is no tooth of a saw. */
  private static final double DECAYED = 0.25;

  /** Fewer samples are no decay that is told from a stall, and no saw, for sure. */
  private static final int LEAST_OF_A_SHAPE = 20;

  /** TCP's slow start: these samples tell nothing of a slope. */
  private static final int SLOW_START = 2;

  /**
   * Why the samples up to now are enough; empty where the trial is to go on, or is not to be looked
   * at now.
   *
   * @param series in order of time, complete up to its last sample
   */
  public Optional<String> enough(List<SeriesPoint> series) {
    if (series.size() < 2) {
      return Optional.empty();
    }
    SeriesPoint last = series.getLast();
    double seconds = last.start() + last.seconds() - series.getFirst().start();
    if (known.equals(Optional.of(Shape.STEADY)) && seconds >= length.usualSeconds()) {
      return Optional.of("the usual time is over, and the cell is known to be at a level");
    }
    int looks = look((int) (longest / seconds * series.size()));
    return isLook(series.size())
        ? enough(series, seconds, ERROR / Math.max(1, looks))
        : Optional.empty();
  }

  private static boolean isLook(int samples) {
    return look(samples) > look(samples - 1);
  }

  /** How many looks there have been when there are so many samples. */
  static int look(int samples) {
    int looks = 0;
    for (int at = FIRST_LOOK; at <= samples; at = (int) Math.ceil(GROWTH * at)) {
      looks++;
    }
    return looks;
  }

  private Optional<String> enough(List<SeriesPoint> series, double seconds, double error) {
    double[] rates = series.stream().mapToDouble(SeriesPoint::mbitPerSecond).toArray();
    if (isSilent(rates, seconds / rates.length)) {
      return Optional.of("nothing arrives any more");
    }
    SeriesShape shape = SeriesShape.of(series);
    if (isSure(shape, rates.length, error)) {
      return Optional.of(
          "%s for sure, from %s to %s Mbit/s"
              .formatted(
                  shape.shape(),
                  Speed.text(shape.firstMbitPerSecond()),
                  Speed.text(shape.lastMbitPerSecond())));
    }
    Trend trend =
        Trend.of(DoubleStream.of(rates).skip(SLOW_START).toArray(), seconds / rates.length);
    double deviations = NormalDistribution.of(0, 1).inverseSurvivalProbability(error);
    boolean flat = mayBeALevel() && trend.flatness(longest) > deviations;
    double width =
        NormalDistribution.of(0, 1).inverseSurvivalProbability(error / 2) * trend.levelError();
    if (flat && shape.shape() == Shape.STEADY && width <= length.precision()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the level is known to ±%.1f %% (asked for: %.1f %%)",
              100 * width,
              100 * length.precision()));
    }
    return flat && seconds >= length.usualSeconds()
        ? Optional.of("the usual time is over, and the curve does not slope")
        : Optional.empty();
  }

  /** What changed late in an earlier trial looks like a level until then. */
  private boolean mayBeALevel() {
    return known.filter(CHANGING::contains).isEmpty();
  }

  /** Nothing at all, or nothing in the later half, for as long as silence has to last. */
  private boolean isSilent(double[] rates, double interval) {
    int half = rates.length - (rates.length - FIRST_LOOK + 1) / 2;
    long least = Math.round(Math.min(SILENCE, length.usualSeconds()) / interval);
    return rates.length >= least
        && DoubleStream.of(rates).skip(rates.length - Math.max(half, least)).sum() == 0;
  }

  private boolean isSure(SeriesShape shape, int samples, double error) {
    boolean told =
        switch (shape.shape()) {
          case SAWTOOTH -> samples >= LEAST_OF_A_SHAPE;
          case DECAYING ->
              known.equals(Optional.of(Shape.DECAYING))
                  || (samples >= LEAST_OF_A_SHAPE
                      && shape.lastMbitPerSecond() < DECAYED * shape.firstMbitPerSecond());
          case STEADY, RISING, STEPPED, BIMODAL, UNSTEADY, STALLED, NO_TRAFFIC, NOT_ENOUGH_DATA ->
              false;
        };
    return told && 1 - shape.confidence() <= error;
  }
}
