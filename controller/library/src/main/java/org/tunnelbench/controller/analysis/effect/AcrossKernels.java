package org.tunnelbench.controller.analysis.effect;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tunnelbench.controller.analysis.Ratio;

/**
 * What the same toggle does on each of several kernels.
 *
 * @param levels the factors held equal
 * @param effects one for each kernel, in their order
 * @param significant whether on some kernel it does something else than on the others
 * @param sentence all of it in words
 */
public record AcrossKernels(
    String factor,
    String from,
    String to,
    Map<String, String> levels,
    List<OnKernel> effects,
    boolean significant,
    String sentence) {
  public AcrossKernels {
    effects = List.copyOf(effects);
  }

  /** What it does on one kernel, with the 95 % interval. */
  public record OnKernel(String kernel, double change, double low, double high) {}

  /** Of those effects whose toggle several kernels have. */
  static List<AcrossKernels> of(Collection<Effect> effects) {
    return effects.stream()
        .filter(effect -> effect.elsewhere().isPresent())
        .collect(
            groupingBy(
                effect ->
                    new Toggle.Key(effect.factor(), effect.from(), effect.to(), effect.levels()),
                LinkedHashMap::new,
                toList()))
        .values()
        .stream()
        .map(AcrossKernels::of)
        .toList();
  }

  private static AcrossKernels of(List<Effect> effects) {
    Effect first = effects.getFirst();
    return new AcrossKernels(
        first.factor(),
        first.from(),
        first.to(),
        first.levels(),
        effects.stream()
            .map(
                effect ->
                    new OnKernel(effect.kernel(), effect.change(), effect.low(), effect.high()))
            .toList(),
        effects.stream()
            .anyMatch(effect -> effect.elsewhere().filter(Interaction::significant).isPresent()),
        toggle(first)
            + ": "
            + effects.stream()
                .map(
                    effect ->
                        "%s on %s"
                            .formatted(
                                Ratio.text(effect.change(), effect.low(), effect.high()),
                                effect.kernel()))
                .collect(joining(", ")));
  }

  private static String toggle(Effect effect) {
    String equal =
        effect.levels().values().stream().filter(level -> !level.isEmpty()).collect(joining(" "));
    return ToggleWords.of(effect.factor(), effect.from(), effect.to())
        + (equal.isEmpty() ? "" : " (" + equal + ")");
  }
}
