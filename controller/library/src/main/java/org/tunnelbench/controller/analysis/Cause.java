package org.tunnelbench.controller.analysis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.CellResult;

/**
 * Cells that are slow or carry nothing for the same reason.
 *
 * @param kernels the kernels on which they are, in order
 * @param cure what heals them; absent where no single factor does
 * @param givenMtu the MTU in bytes that the interface had; absent where the trials do not agree
 * @param cells the slow cells, of every kernel
 * @param healed the healthy counterpart of each slow cell; empty where there is no cure
 */
record Cause(
    List<String> kernels,
    Optional<Cure> cure,
    OptionalInt givenMtu,
    List<CellResult> cells,
    List<CellResult> healed) {
  Cause {
    kernels = List.copyOf(kernels);
    cells = List.copyOf(cells);
    healed = List.copyOf(healed);
  }

  /** The distinct levels of the cells, in order. */
  List<Map<String, String>> levels() {
    return cells.stream().map(CellResult::levels).distinct().sorted(CellOrder.LEVELS).toList();
  }

  /** The distinct levels of one factor, in order. */
  List<String> levels(String factor) {
    return levels().stream()
        .map(levels -> levels.getOrDefault(factor, ""))
        .filter(level -> !level.isEmpty())
        .distinct()
        .toList();
  }

  /** Whether both say the same of different kernels. */
  boolean isTheSameAs(Cause other) {
    return cure.equals(other.cure)
        && givenMtu.equals(other.givenMtu)
        && levels().equals(other.levels())
        && carriesNothing() == other.carriesNothing();
  }

  Cause and(Cause other) {
    return new Cause(
        concat(kernels, other.kernels),
        cure,
        givenMtu,
        concat(cells, other.cells),
        concat(healed, other.healed));
  }

  private boolean carriesNothing() {
    return cells.stream().allMatch(cell -> cell.medianMbitPerSecond().orElse(0) == 0);
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /** The one factor to change. */
  record Cure(String factor, String slowLevel, String healthyLevel) {}
}
