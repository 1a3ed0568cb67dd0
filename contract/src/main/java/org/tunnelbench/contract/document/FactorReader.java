package org.tunnelbench.contract.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.TunnelKind;

/**
 * Reads the levels of a block's factors. A level that makes no sense with one of the block's
 * tunnels is noted where it stands, since a block is crossed in full.
 */
record FactorReader(Fields fields, List<TunnelKind> tunnels) {
  /** The levels of a factor that goes with every tunnel; absent where one of them is not good. */
  <T> Optional<List<T>> factor(String name, T byDefault, Function<Place, Optional<T>> read) {
    return factor(name, byDefault, read, (tunnel, level) -> {});
  }

  /**
   * The levels of a factor; absent where one of them is not good.
   *
   * @param cell makes a cell of a tunnel and a level, and throws where they do not go together
   */
  <T> Optional<List<T>> factor(
      String name, T byDefault, Function<Place, Optional<T>> read, BiConsumer<TunnelKind, T> cell) {
    return fields
        .get(name)
        .map(place -> levels(place, read))
        .map(levels -> levels.filter(all -> makeSense(name, all, cell)))
        .orElse(Optional.of(List.of(byDefault)));
  }

  private <T> boolean makeSense(String name, List<T> levels, BiConsumer<TunnelKind, T> cell) {
    List<Place> places =
        fields
            .get(name)
            .flatMap(place -> place.listOrOne("levels", Place.MOST_LEVELS))
            .orElse(List.of());
    boolean all = true;
    for (int i = 0; i < levels.size(); i++) {
      for (TunnelKind tunnel : tunnels) {
        Optional<String> broken = broken(tunnel, levels.get(i), cell);
        String apart = tunnels.size() == 1 ? "" : "; give " + tunnel + " a block of its own";
        broken.map(rule -> rule + apart).ifPresent(places.get(i)::refuse);
        all &= broken.isEmpty();
      }
    }
    return all;
  }

  /** The rule that a level breaks together with a tunnel. */
  private static <T> Optional<String> broken(
      TunnelKind tunnel, T level, BiConsumer<TunnelKind, T> cell) {
    try {
      cell.accept(tunnel, level);
      return Optional.empty();
    } catch (InvalidValueException e) {
      return Optional.of(Place.quote(level.toString()) + " " + e.rule());
    }
  }

  /** The levels that stand at a place, each once; absent where one of them is not good. */
  static <T> Optional<List<T>> levels(Place place, Function<Place, Optional<T>> read) {
    List<Place> entries = place.listOrOne("levels", Place.MOST_LEVELS).orElse(List.of());
    List<T> levels = new ArrayList<>();
    for (Place entry : entries) {
      Optional<T> level = read.apply(entry);
      if (level.isPresent() && levels.contains(level.get())) {
        entry.refuse(entry.quoted() + " stands a second time: name each level once");
      } else {
        level.ifPresent(levels::add);
      }
    }
    return levels.isEmpty() || levels.size() != entries.size()
        ? Optional.empty()
        : Optional.of(levels);
  }
}
