package org.tunnelbench.controller.analysis.effect;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.tunnelbench.controller.analysis.CellOrder;

/** Finds the cells that differ in one thing alone. */
final class Toggles {
  private Toggles() {}

  /** On each kernel, by factor and levels. */
  static List<Toggle> ofFactors(List<Cell.Drawn> cells) {
    List<Toggle> toggles = new ArrayList<>();
    TreeSet<String> factors = new TreeSet<>(factorOrder());
    cells.forEach(cell -> factors.addAll(cell.levels().keySet()));
    for (String kernel :
        cells.stream().map(Cell.Drawn::kernel).distinct().sorted(CellOrder.NATURAL).toList()) {
      List<Cell.Drawn> here = cells.stream().filter(cell -> cell.kernel().equals(kernel)).toList();
      factors.forEach(factor -> toggles.addAll(ofFactor(here, factor)));
    }
    return toggles;
  }

  /** The same levels on two kernels, from the older to the newer. */
  static List<Toggle> ofKernels(List<Cell.Drawn> cells) {
    List<Toggle> toggles = new ArrayList<>();
    Comparator<Cell.Drawn> byKernel = Comparator.comparing(Cell.Drawn::kernel, CellOrder.NATURAL);
    cells.stream()
        .collect(groupingBy(Cell.Drawn::levels, LinkedHashMap::new, toList()))
        .values()
        .forEach(same -> toggles.addAll(pairs(same, byKernel, Toggle::ofKernel)));
    return toggles;
  }

  static Map<String, String> without(Map<String, String> levels, String factor) {
    Map<String, String> rest = new TreeMap<>(levels);
    rest.remove(factor);
    return rest;
  }

  private static Comparator<String> factorOrder() {
    List<String> known = List.of("local", "mtu", "tunnel", "protection");
    return Comparator.comparingInt(
            (String factor) -> known.contains(factor) ? known.indexOf(factor) : known.size())
        .thenComparing(Comparator.naturalOrder());
  }

  private static List<Toggle> ofFactor(List<Cell.Drawn> cells, String factor) {
    Map<Map<String, String>, List<Cell.Drawn>> equal =
        cells.stream()
            .filter(cell -> cell.levels().containsKey(factor))
            .collect(
                groupingBy(cell -> without(cell.levels(), factor), LinkedHashMap::new, toList()));
    Comparator<Cell.Drawn> byLevel =
        Comparator.comparing((Cell.Drawn cell) -> cell.level(factor), LevelOrder.of(factor));
    List<Toggle> toggles = new ArrayList<>();
    equal.forEach(
        (levels, group) ->
            toggles.addAll(
                pairs(group, byLevel, (from, to) -> Toggle.ofFactor(factor, levels, from, to))));
    return toggles;
  }

  private static List<Toggle> pairs(
      List<Cell.Drawn> cells,
      Comparator<Cell.Drawn> order,
      BiFunction<Cell.Drawn, Cell.Drawn, Toggle> pair) {
    List<Cell.Drawn> sorted = cells.stream().sorted(order).toList();
    List<Toggle> toggles = new ArrayList<>();
    for (int from = 0; from < sorted.size(); from++) {
      for (int to = from + 1; to < sorted.size(); to++) {
        toggles.add(pair.apply(sorted.get(from), sorted.get(to)));
      }
    }
    return toggles.stream().filter(toggle -> !toggle.isOfNothing()).toList();
  }
}
