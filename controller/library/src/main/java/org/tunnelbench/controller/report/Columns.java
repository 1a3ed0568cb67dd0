package org.tunnelbench.controller.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.controller.analysis.UsualLevels;

/**
 * Which factors a table needs columns for, and which it can state once.
 *
 * @param varying the factors that have several levels in this experiment, in order
 * @param constant the level of each other factor
 * @param pairs whether some kernel was measured on several pairs
 */
record Columns(List<String> varying, Map<String, String> constant, boolean pairs) {
  static Columns of(ExperimentResult result) {
    Map<String, TreeSet<String>> levels = new LinkedHashMap<>();
    Stream.concat(
            result.cells().stream().map(CellResult::levels),
            result.trials().stream().map(trial -> trial.levels()))
        .forEach(
            cell ->
                cell.forEach(
                    (factor, level) ->
                        levels.computeIfAbsent(factor, key -> new TreeSet<>()).add(level)));
    Map<String, String> constant = new LinkedHashMap<>();
    levels.forEach(
        (factor, seen) -> {
          if (seen.size() == 1) {
            constant.put(factor, seen.first());
          }
        });
    long kernels = result.cells().stream().map(CellResult::kernel).distinct().count();
    long places =
        result.cells().stream().map(cell -> List.of(cell.kernel(), cell.pair())).distinct().count();
    return new Columns(
        levels.keySet().stream().filter(factor -> !constant.containsKey(factor)).toList(),
        constant,
        places > kernels);
  }

  /** The levels that are the same in every cell, in words; empty where there are none. */
  String constants() {
    return String.join(
        ", ",
        constant.entrySet().stream()
            .filter(level -> !UsualLevels.contain(level.getKey(), level.getValue()))
            .map(level -> level.getKey() + " " + level.getValue())
            .toList());
  }

  /**
   * A cell in one line: the levels of the factors that vary, those named alone that need no name.
   */
  String label(Map<String, String> levels) {
    return String.join(
        " ",
        varying.stream()
            .filter(levels::containsKey)
            .map(factor -> label(factor, levels.getOrDefault(factor, "")))
            .toList());
  }

  private static String label(String factor, String level) {
    return switch (factor) {
      case "tunnel", "inner", "policies", "keying" -> level;
      case "protection" -> level.equals("none") ? "plain" : level;
      default -> factor + "=" + level;
    };
  }
}
