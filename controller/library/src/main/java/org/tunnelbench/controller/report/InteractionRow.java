package org.tunnelbench.controller.report;

import java.util.Optional;
import org.tunnelbench.controller.analysis.Ratio;
import org.tunnelbench.controller.analysis.effect.Effect;

/**
 * How an option does otherwise on one kernel than on the others, in words.
 *
 * @param ratio the change here by that elsewhere
 * @param differs whether that is significant
 */
record InteractionRow(
    String kernel,
    String toggle,
    String equal,
    String here,
    String elsewhere,
    String kernels,
    String ratio,
    String interval,
    boolean differs) {
  /** Absent where no other kernel has both cells. */
  static Optional<InteractionRow> of(Columns columns, Effect effect) {
    return effect
        .elsewhere()
        .map(
            other ->
                new InteractionRow(
                    effect.kernel(),
                    EffectRow.toggle(effect),
                    columns.label(effect.levels()),
                    "× " + Ratio.text(effect.change()),
                    "× " + Ratio.text(other.change()),
                    String.join(", ", other.kernels()),
                    "× " + Ratio.text(other.ratio()),
                    EffectRow.interval(other.low(), other.high()),
                    other.significant()));
  }
}
