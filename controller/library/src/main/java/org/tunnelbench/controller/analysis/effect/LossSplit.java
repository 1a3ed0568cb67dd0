package org.tunnelbench.controller.analysis.effect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

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

  /** How a bare underlay is called. */
  private static final Set<String> BARE = Set.of("none", "plain");

  /** One for each protected tunnel whose parts were measured on the same kernel. */
  public static List<LossSplit> of(Collection<MeasuredSeries> series) {
    List<Cell> cells = Cell.of(series);
    List<LossSplit> splits = new ArrayList<>();
    for (Cell cell : cells) {
      if (!isBare(cell) && isProtected(cell)) {
        of(cell, cells).ifPresent(splits::add);
      }
    }
    return splits;
  }

  private static Optional<LossSplit> of(Cell cell, List<Cell> cells) {
    Optional<Cell> bare = nearest(cell, cells, "none");
    Optional<Cell> esp = nearest(cell, cells, cell.level(PROTECTION));
    Optional<Cell> tunnel =
        cells.stream()
            .filter(other -> other.kernel().equals(cell.kernel()))
            .filter(other -> other.level(PROTECTION).equals("none"))
            .filter(
                other ->
                    Toggles.without(other.levels(), PROTECTION)
                        .equals(Toggles.without(cell.levels(), PROTECTION)))
            .findFirst();
    if (bare.isEmpty() || tunnel.isEmpty()) {
      return Optional.empty();
    }
    double underlay = bare.get().draws().estimate();
    double encapsulation = tunnel.get().draws().estimate() / underlay;
    double both = cell.draws().estimate() / underlay;
    OptionalDouble crypto =
        esp.map(Cell::draws)
            .map(draws -> OptionalDouble.of(draws.estimate() / underlay))
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
  private static Optional<Cell> nearest(Cell cell, List<Cell> cells, String protection) {
    return cells.stream()
        .filter(other -> other.kernel().equals(cell.kernel()) && isBare(other))
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
