package org.tunnelbench.controller.analysis.effect;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tunnelbench.controller.analysis.CellOrder;

/**
 * Effects by paired ablation: cells of one kernel that differ in one factor alone.
 *
 * <p>Significance. The effects of one analysis are one family; within it, Holm's procedure (S.
 * Holm, 1979) keeps the probability of any false alarm at 5 %. Where a cell has a single series, no
 * variance between runs is known: there the whole interval must lie beyond × 2/3 or × 1.5.
 *
 * @param effects by kernel, factor and levels
 * @param family what is corrected for together, in words
 */
public record Effects(List<Effect> effects, String family) {
  /** The probability of any false alarm in a family. */
  static final double FALSE_ALARM = 0.05;

  /** How far an interval from single series must be from no effect. */
  static final double MARGIN = 1.5;

  public Effects {
    effects = List.copyOf(effects);
  }

  /** Of all series; those without a point say nothing. */
  public static Effects of(Collection<MeasuredSeries> series) {
    List<Cell> cells = Cell.of(series);
    List<Toggle> toggles = toggles(cells);
    List<Boolean> significant = significant(toggles.stream().map(Toggle::draws).toList());
    List<Effect> effects = new ArrayList<>();
    for (int i = 0; i < toggles.size(); i++) {
      Toggle toggle = toggles.get(i);
      effects.add(toggle.effect().with(significant.get(i), elsewhere(toggle, toggles)));
    }
    return new Effects(
        effects,
        "the %d effects of this analysis, each kernel's within itself; Holm, %.0f %%"
            .formatted(effects.size(), 100 * FALSE_ALARM));
  }

  /** Answers for each of a family, in its order. */
  static List<Boolean> significant(List<Draws> family) {
    double[] chances =
        family.stream().mapToDouble(draws -> draws.chance(Math.log(MARGIN))).toArray();
    boolean[] holm = Holm.rejected(chances, FALSE_ALARM);
    List<Boolean> answers = new ArrayList<>();
    for (int i = 0; i < chances.length; i++) {
      answers.add(holm[i] && isBeyond(family.get(i)));
    }
    return answers;
  }

  private static boolean isBeyond(Draws draws) {
    double margin = draws.repetitions() == 1 ? MARGIN : 1;
    return draws.low() > margin || draws.high() < 1 / margin;
  }

  private static List<Toggle> toggles(List<Cell> cells) {
    List<Toggle> toggles = new ArrayList<>();
    TreeSet<String> factors = new TreeSet<>(factorOrder());
    cells.forEach(cell -> factors.addAll(cell.levels().keySet()));
    for (String kernel :
        cells.stream().map(Cell::kernel).distinct().sorted(CellOrder.NATURAL).toList()) {
      List<Cell> here = cells.stream().filter(cell -> cell.kernel().equals(kernel)).toList();
      factors.forEach(factor -> toggles.addAll(toggles(here, factor)));
    }
    return toggles;
  }

  private static Comparator<String> factorOrder() {
    List<String> known = List.of("local", "mtu", "tunnel", "protection");
    return Comparator.comparingInt(
            (String factor) -> known.contains(factor) ? known.indexOf(factor) : known.size())
        .thenComparing(Comparator.naturalOrder());
  }

  private static List<Toggle> toggles(List<Cell> cells, String factor) {
    Map<Map<String, String>, List<Cell>> equal =
        cells.stream()
            .filter(cell -> cell.levels().containsKey(factor))
            .collect(
                groupingBy(cell -> without(cell.levels(), factor), LinkedHashMap::new, toList()));
    Comparator<String> order = LevelOrder.of(factor);
    List<Toggle> toggles = new ArrayList<>();
    equal.forEach(
        (levels, group) -> {
          List<Cell> sorted =
              group.stream()
                  .sorted(Comparator.comparing((Cell cell) -> cell.level(factor), order))
                  .toList();
          for (int from = 0; from < sorted.size(); from++) {
            for (int to = from + 1; to < sorted.size(); to++) {
              toggles.add(Toggle.of(factor, levels, sorted.get(from), sorted.get(to)));
            }
          }
        });
    return toggles.stream().filter(toggle -> !toggle.isOfNothing()).toList();
  }

  static Map<String, String> without(Map<String, String> levels, String factor) {
    Map<String, String> rest = new TreeMap<>(levels);
    rest.remove(factor);
    return rest;
  }

  private static Optional<Interaction> elsewhere(Toggle here, List<Toggle> toggles) {
    List<Toggle> others =
        toggles.stream()
            .filter(other -> other.isTheSameAs(here) && !other.kernel().equals(here.kernel()))
            .toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    Draws mean = Draws.mean(others.stream().map(Toggle::draws).toList());
    Draws ratio = here.draws().by(mean);
    return Optional.of(
        new Interaction(
            others.stream().map(Toggle::kernel).toList(),
            mean.estimate(),
            ratio.estimate(),
            ratio.low(),
            ratio.high()));
  }

  /** Two cells that differ in one factor. */
  private record Toggle(
      String factor, Map<String, String> levels, Cell from, Cell to, Draws draws) {
    static Toggle of(String factor, Map<String, String> levels, Cell from, Cell to) {
      return new Toggle(factor, levels, from, to, to.draws().by(from.draws()));
    }

    String kernel() {
      return from.kernel();
    }

    /** Nothing by nothing is no ratio. */
    boolean isOfNothing() {
      return from.carriesNothing() && to.carriesNothing();
    }

    boolean isTheSameAs(Toggle other) {
      return factor.equals(other.factor)
          && levels.equals(other.levels)
          && from.level(factor).equals(other.from.level(factor))
          && to.level(factor).equals(other.to.level(factor));
    }

    Effect effect() {
      return new Effect(
          kernel(),
          factor,
          from.level(factor),
          to.level(factor),
          levels,
          draws.estimate(),
          draws.low(),
          draws.high(),
          false,
          draws.repetitions(),
          draws.basis(),
          Optional.empty());
    }
  }
}
