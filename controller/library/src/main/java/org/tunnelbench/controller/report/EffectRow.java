package org.tunnelbench.controller.report;

import org.tunnelbench.controller.analysis.Ratio;
import org.tunnelbench.controller.analysis.effect.Effect;
import org.tunnelbench.controller.analysis.effect.Effects;

/**
 * One effect in words.
 *
 * @param toggle the option, from what to what
 * @param equal the factors held equal
 * @param drawn its interval as a picture
 */
record EffectRow(
    String kernel,
    String toggle,
    String equal,
    String change,
    String interval,
    String elsewhere,
    String significant,
    boolean ill,
    Interval drawn) {
  static EffectRow of(Columns columns, Effect effect, Interval.Axis axis) {
    return new EffectRow(
        effect.kernel(),
        toggle(effect),
        columns.label(effect.levels()),
        "× " + Ratio.text(effect.change()),
        interval(effect.low(), effect.high()),
        effect.elsewhere().map(other -> "× " + Ratio.text(other.change())).orElse(Evidence.NONE),
        effect.significant() ? "yes" : "no",
        effect.significant() && effect.change() < 1,
        axis.of(effect));
  }

  static String toggle(Effect effect) {
    return effect.factor().equals(Effects.KERNEL)
        ? "%s → %s".formatted(effect.from(), effect.to())
        : "%s: %s → %s".formatted(effect.factor(), word(effect.from()), word(effect.to()));
  }

  static String interval(double low, double high) {
    return "[%s, %s]".formatted(Ratio.text(low), Ratio.text(high));
  }

  private static String word(String level) {
    return level.isEmpty() ? "(empty)" : level;
  }
}
