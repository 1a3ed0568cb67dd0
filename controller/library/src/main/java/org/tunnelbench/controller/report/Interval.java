package org.tunnelbench.controller.report;

import java.util.List;
import java.util.stream.Stream;
import org.tunnelbench.controller.analysis.effect.Effect;

/**
 * A ratio and its interval on a logarithmic axis, in the drawing's units from 0 to {@value #WIDTH}.
 *
 * @param one where a ratio of 1 lies: no effect
 * @param length from {@code low} to the upper end
 */
record Interval(int one, int low, int change, int length) {
  /** Length of the axis. */
  static final int WIDTH = 150;

  /** What the page can show of a ratio: nothing at all has no place on such an axis. */
  private static final double LEAST = 1e-3;

  /** What the axis holds at least, so that small effects look small. */
  private static final double USUAL = 2;

  /** An axis that several ratios share. */
  record Axis(double least, double most) {
    static Axis of(List<Effect> effects) {
      return new Axis(
          effects.stream()
              .flatMap(effect -> Stream.of(effect.low(), effect.change()))
              .map(ratio -> Math.max(LEAST, ratio))
              .reduce(1 / USUAL, Math::min),
          effects.stream()
              .flatMap(effect -> Stream.of(effect.high(), effect.change()))
              .map(ratio -> Math.min(1 / LEAST, ratio))
              .reduce(USUAL, Math::max));
    }

    Interval of(Effect effect) {
      int low = place(effect.low());
      return new Interval(
          place(1), low, place(effect.change()), Math.max(1, place(effect.high()) - low));
    }

    private int place(double ratio) {
      double within = Math.min(most, Math.max(least, ratio));
      return Math.toIntExact(Math.round(WIDTH * Math.log(within / least) / Math.log(most / least)));
    }
  }
}
