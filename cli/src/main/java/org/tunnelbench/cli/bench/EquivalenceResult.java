package org.tunnelbench.cli.bench;

import java.util.List;
import org.tunnelbench.controller.analysis.Ratio;
import org.tunnelbench.controller.analysis.effect.Effect;
import org.tunnelbench.controller.analysis.effect.Effects;

/**
 * What was told of a factor that does nothing.
 *
 * @param goal in words
 * @param repetitions of each cell
 * @param effects of {@code local}, one for each kernel
 * @param family what significance was corrected for together
 * @param reached whether the goal was reached
 */
record EquivalenceResult(
    String name, String goal, int repetitions, List<Effect> effects, String family, boolean reached)
    implements BenchmarkResult {
  /** The lowest that an interval may reach. */
  static final double LOWEST = 0.9;

  /** The highest. */
  static final double HIGHEST = 1.1;

  static EquivalenceResult of(int repetitions, Effects effects) {
    List<Effect> ofLocal = effects.effects(false);
    return new EquivalenceResult(
        Equivalence.NAME,
        "of local set and omitted on kernels of today, every interval within ± 10 % of equal and no"
            + " effect significant",
        repetitions,
        ofLocal,
        effects.family(),
        !ofLocal.isEmpty() && ofLocal.stream().allMatch(EquivalenceResult::isEqual));
  }

  private static boolean isEqual(Effect effect) {
    return !effect.significant() && effect.low() >= LOWEST && effect.high() <= HIGHEST;
  }

  @Override
  public String text() {
    StringBuilder text =
        new StringBuilder("omitting `local`, %d repetitions a cell\n".formatted(repetitions));
    for (Effect effect : effects) {
      text.append(
          "  %-28s %s%s\n"
              .formatted(
                  effect.kernel(),
                  Ratio.text(effect.change(), effect.low(), effect.high()),
                  effect.significant() ? "  significant" : ""));
    }
    return text + "  goal: " + goal + (reached ? ": reached\n" : ": not reached\n");
  }
}
