package org.tunnelbench.contract.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.Block;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.LocalAddress;
import org.tunnelbench.contract.experiment.Mtu;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.TunnelKind;

/**
 * Reads one block: the levels of every factor, each a word or a list. A level that makes no sense
 * with one of the block's tunnels is noted where it stands, since a block is crossed in full.
 */
final class BlockReader {
  private static final String[] FIELDS = {
    "tunnel", "inner", "local", "protection", "keying", "mtu"
  };

  private final Fields fields;
  private final List<TunnelKind> tunnels;

  private BlockReader(Fields fields, List<TunnelKind> tunnels) {
    this.fields = fields;
    this.tunnels = tunnels;
  }

  /** The block; absent where a violation was noted. */
  static Optional<Block> read(Place place) {
    Optional<Fields> fields = place.fields("a block", FIELDS);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<TunnelKind>> tunnels =
        fields
            .get()
            .required("tunnel", "tunnel: gretap, or a list of gretap, gre, ipip and none")
            .flatMap(field -> levels(field, oneOf("tunnel", TunnelKind.values())));
    // Without its tunnels a block's other factors are still read, for their own errors.
    Optional<Block> block = new BlockReader(fields.get(), tunnels.orElse(List.of())).block();
    return tunnels.isPresent() ? block : Optional.empty();
  }

  private Optional<Block> block() {
    Optional<List<InnerSide>> inner =
        factor(
            "inner",
            InnerSide.DIRECT,
            oneOf("inner", InnerSide.values()),
            (tunnel, side) ->
                new Levels(tunnel, side, LocalAddress.SET, Protection.NONE, Mtu.DEFAULT));
    Optional<List<LocalAddress>> local =
        factor(
            "local",
            LocalAddress.SET,
            oneOf("local", LocalAddress.values()),
            (tunnel, address) ->
                new Levels(tunnel, InnerSide.DIRECT, address, Protection.NONE, Mtu.DEFAULT));
    Optional<List<Protection>> protection =
        factor(
            "protection",
            Protection.NONE,
            BlockReader::protection,
            (tunnel, level) ->
                new Levels(tunnel, InnerSide.DIRECT, LocalAddress.SET, level, Mtu.DEFAULT));
    Optional<List<Keying>> keying =
        factor(
            "keying",
            Keying.MANUAL,
            oneOf("keying", Keying.values()),
            (tunnel, level) ->
                new Levels(
                    tunnel,
                    InnerSide.DIRECT,
                    LocalAddress.SET,
                    Protection.NONE,
                    level,
                    Mtu.DEFAULT));
    Optional<List<Mtu>> mtu =
        factor(
            "mtu",
            Mtu.DEFAULT,
            BlockReader::mtu,
            (tunnel, size) ->
                new Levels(tunnel, InnerSide.DIRECT, LocalAddress.SET, Protection.NONE, size));
    boolean good =
        !tunnels.isEmpty()
            && Stream.of(inner, local, protection, keying, mtu).allMatch(Optional::isPresent);
    return good
        ? Optional.of(
            new Block(
                tunnels,
                fields.get("inner").flatMap(named -> inner),
                local.orElseThrow(),
                protection.orElseThrow(),
                keying.orElseThrow(),
                mtu.orElseThrow()))
        : Optional.empty();
  }

  /** The levels of a factor; absent where one of them is not good. */
  private <T> Optional<List<T>> factor(
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

  private static <T> Optional<List<T>> levels(Place place, Function<Place, Optional<T>> read) {
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

  private static <T extends Enum<T>> Function<Place, Optional<T>> oneOf(String factor, T[] levels) {
    return place -> place.level(factor, Arrays.asList(levels));
  }

  private static Optional<Protection> protection(Place place) {
    String word = place.word().orElse("");
    if (word.isEmpty()) {
      return place.level("protection", Protection.all());
    }
    return place.attempt(
        place.quoted(),
        () -> {
          try {
            return Protection.parse(word);
          } catch (InvalidValueException e) {
            throw new InvalidValueException(e.field(), word, e.rule() + meant(word));
          }
        });
  }

  /** The protection that comes of putting each misspelled part right. */
  private static String meant(String word) {
    List<String> all = Protection.all().stream().map(Protection::toString).toList();
    List<String> parts =
        all.stream().flatMap(known -> Arrays.stream(known.split("/", -1))).distinct().toList();
    String corrected =
        Arrays.stream(word.split("/", -1))
            .map(part -> Spelling.nearest(part, parts).orElse(part))
            .collect(Collectors.joining("/"));
    return !corrected.equals(word) && all.contains(corrected)
        ? " (did you mean " + corrected + "?)"
        : "";
  }

  private static Optional<Mtu> mtu(Place place) {
    if (place.isWord("default")) {
      return Optional.of(Mtu.DEFAULT);
    }
    String meant = Place.didYouMean(place.word().orElse(""), List.of("default"));
    OptionalLong bytes = place.whole(Mtu.LEAST, Mtu.MOST, ", or default" + meant);
    return bytes.isPresent()
        ? Optional.of(new Mtu.Fixed((int) bytes.getAsLong()))
        : Optional.empty();
  }
}
