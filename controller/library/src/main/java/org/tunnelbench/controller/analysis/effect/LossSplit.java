package org.tunnelbench.controller.analysis.effect;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the throughput of a tunnel inside ESP is lost, as ratios: bare underlay → tunnel → ESP →
 * tunnel in ESP.
 *
 * @param levels of the tunnel inside ESP
 * @param bareMbitPerSecond of the underlay
 * @param encapsulation the tunnel alone by the bare underlay
 * @param crypto ESP without a tunnel by the bare underlay; absent where that was not measured
 * @param both the tunnel inside ESP by the bare underlay
 * @param unexplained what is left of {@code both} when encapsulation and crypto are taken out: 1
 *     where the two explain it; absent where crypto is
 */
public record LossSplit(
    String kernel,
    Map<String, String> levels,
    double bareMbitPerSecond,
    double encapsulation,
    OptionalDouble crypto,
    double both,
    OptionalDouble unexplained) {
  private static final String TUNNEL = "tunnel";
  private static final String PROTECTION = "protection";

  /** Where nothing is protected, those that say how have their defaults whatever is asked for. */
  private static final Set<String> OF_PROTECTION = Set.of(PROTECTION, "keying", "policies");

  /** How a bare underlay is called. */
  private static final Set<String> BARE = Set.of("none", "plain");

  /** One for each protected tunnel whose parts were measured on the same kernel. */
  static List<LossSplit> ofCells(List<Cell> cells) {
    Map<String, List<Cell>> bare =
        cells.stream().filter(LossSplit::isBare).collect(groupingBy(Cell::kernel));
    Map<Unprotected, Cell> tunnels = new HashMap<>();
    cells.stream()
        .filter(cell -> cell.level(PROTECTION).equals("none"))
        .forEach(cell -> tunnels.putIfAbsent(Unprotected.of(cell), cell));
    List<LossSplit> splits = new ArrayList<>();
    for (Cell cell : cells) {
      if (!isBare(cell) && isProtected(cell)) {
        of(
                cell,
                bare.getOrDefault(cell.kernel(), List.of()),
                Optional.ofNullable(tunnels.get(Unprotected.of(cell))))
            .ifPresent(splits::add);
      }
    }
    return splits;
  }

  /** What a cell has in common with the same one without protection. */
  private record Unprotected(String kernel, Map<String, String> levels) {
    static Unprotected of(Cell cell) {
      Map<String, String> levels = new TreeMap<>(cell.levels());
      levels.keySet().removeAll(OF_PROTECTION);
      return new Unprotected(cell.kernel(), levels);
    }
  }

  private static Optional<LossSplit> of(Cell cell, List<Cell> underlays, Optional<Cell> tunnel) {
    Optional<Cell> bare = nearest(cell, underlays, "none");
    Optional<Cell> esp = nearest(cell, underlays, cell.level(PROTECTION));
    if (bare.isEmpty() || tunnel.isEmpty()) {
      return Optional.empty();
    }
    double underlay = bare.get().mbitPerSecond();
    double encapsulation = tunnel.get().mbitPerSecond() / underlay;
    double both = cell.mbitPerSecond() / underlay;
    OptionalDouble crypto =
        esp.map(Cell::mbitPerSecond)
            .map(throughput -> OptionalDouble.of(throughput / underlay))
            .orElse(OptionalDouble.empty());
    return Optional.of(
        new LossSplit(
            cell.kernel(),
            cell.levels(),
            underlay,
            encapsulation,
            crypto,
            both,
            crypto.isPresent()
                ? OptionalDouble.of(both / (encapsulation * crypto.getAsDouble()))
                : OptionalDouble.empty()));
  }

  /** The cell without a tunnel that is most like this one otherwise. */
  private static Optional<Cell> nearest(Cell cell, List<Cell> underlays, String protection) {
    return underlays.stream()
        .filter(other -> other.level(PROTECTION).equals(protection))
        .max(
            Comparator.comparingLong(
                other ->
                    other.levels().entrySet().stream()
                        .filter(cell.levels().entrySet()::contains)
                        .count()));
  }

  private static boolean isBare(Cell cell) {
    return BARE.contains(cell.level(TUNNEL));
  }

  private static boolean isProtected(Cell cell) {
    return cell.levels().containsKey(PROTECTION) && !cell.level(PROTECTION).equals("none");
  }
}
