package org.tunnelbench.controller.analysis.effect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.tunnelbench.controller.analysis.shape.SeriesShape;

/**
 * Effects by paired ablation: cells of one kernel that differ in one factor alone, and the same
 * cells on two kernels.
 *
 * <p>Significance. There are three families: the effects of factors on each kernel, the effects
 * between kernels, and what the effects of factors on one kernel are by those on the others. Within
 * each, Holm's procedure (S. Holm, 1979) keeps the probability of any false alarm at 5 %. Where a
 * cell has a single series, no variance between runs is known: there the whole interval must lie
 * beyond × 2/3 or × 1.5, and a series of fewer than {@value SeriesShape#LEAST_SAMPLES} samples says
 * nothing for sure.
 *
 * @param effects of factors, by kernel, factor and levels; then those between kernels
 * @param interactions the same toggle on several kernels
 * @param family what is corrected for together, in words
 */
public record Effects(List<Effect> effects, List<AcrossKernels> interactions, String family) {
  /** What effects between kernels have as their factor. */
  public static final String KERNEL = "kernel";

  /** The probability of any false alarm in a family. */
  static final double FALSE_ALARM = 0.05;

  /** How far an interval from single series must be from no effect. */
  private static final double MARGIN = 1.5;

  public Effects {
    effects = List.copyOf(effects);
    interactions = List.copyOf(interactions);
  }

  /** Of all series; those without a point say nothing. */
  public static Effects of(Collection<MeasuredSeries> series) {
    return ofCells(Cell.of(series));
  }

  static Effects ofCells(List<Cell> measured) {
    List<Cell.Drawn> cells = Cell.Drawn.of(measured);
    List<Toggle> toggles = Toggles.ofFactors(cells);
    Interactions interactions = new Interactions(toggles);
    List<Effect> factors = told(toggles, interactions);
    List<Effect> kernels = told(Toggles.ofKernels(cells), new Interactions(List.of()));
    return new Effects(
        Stream.concat(factors.stream(), kernels.stream()).toList(),
        AcrossKernels.of(factors),
        family(factors.size(), kernels.size(), interactions.family()));
  }

  /** The effects of factors alone, or those between kernels alone. */
  public List<Effect> effects(boolean betweenKernels) {
    return effects.stream()
        .filter(effect -> effect.factor().equals(KERNEL) == betweenKernels)
        .toList();
  }

  private static List<Effect> told(List<Toggle> toggles, Interactions interactions) {
    List<Boolean> significant = significant(toggles.stream().map(Toggle::ratio).toList());
    List<Effect> effects = new ArrayList<>();
    for (int i = 0; i < toggles.size(); i++) {
      effects.add(toggles.get(i).effect(significant.get(i), interactions.of(toggles.get(i))));
    }
    return effects;
  }

  private static String family(int factors, int kernels, int interactions) {
    return "the %d effects of this analysis, each kernel's within itself%s; Holm, %.0f %%"
        .formatted(
            factors,
            kernels == 0
                ? ""
                : "; by themselves the %d between kernels and the %d comparisons of an effect with other kernels'"
                    .formatted(kernels, interactions),
            100 * FALSE_ALARM);
  }

  /** How far an interval must be from what it is set against, as a ratio. */
  static double margin(int repetitions) {
    return repetitions == 1 ? MARGIN : 1;
  }

  /** Answers for each of a family, in its order. */
  static List<Boolean> significant(List<Draws.Ratio> family) {
    double[] chances = family.stream().mapToDouble(Draws.Ratio::chance).toArray();
    boolean[] holm = Holm.rejected(chances, FALSE_ALARM);
    List<Boolean> answers = new ArrayList<>();
    for (int i = 0; i < chances.length; i++) {
      answers.add(holm[i] && family.get(i).isBeyond());
    }
    return answers;
  }
}
