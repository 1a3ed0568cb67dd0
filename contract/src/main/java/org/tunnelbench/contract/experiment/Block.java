package org.tunnelbench.contract.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;

/**
 * Levels that are crossed in full.
 *
 * @param inner absent where the document names none: each tunnel then has its own default
 */
public record Block(
    List<TunnelKind> tunnel,
    Optional<List<InnerSide>> inner,
    List<LocalAddress> local,
    List<Protection> protection,
    List<Keying> keying,
    List<Mtu> mtu) {
  public Block {
    tunnel = distinct("tunnel", tunnel);
    inner = inner.map(levels -> distinct("inner", levels));
    local = distinct("local", local);
    protection = distinct("protection", protection);
    keying = distinct("keying", keying);
    mtu = distinct("mtu", mtu);
  }

  private static <T> List<T> distinct(String factor, List<T> levels) {
    InvalidValueException.unless(!levels.isEmpty(), factor, levels, "must have at least one level");
    InvalidValueException.unless(
        levels.stream().distinct().count() == levels.size(),
        factor,
        levels,
        "must name each level once");
    return List.copyOf(levels);
  }

  /** How many combinations there are. */
  public long combinations() {
    long sides = inner.map(List::size).orElse(1);
    return (long) tunnel.size()
        * sides
        * local.size()
        * protection.size()
        * keying.size()
        * mtu.size();
  }

  /** Every combination, in the order in which the document names the levels. */
  public List<Levels> cells() {
    List<Levels> cells = new ArrayList<>();
    for (TunnelKind kind : tunnel) {
      for (InnerSide side : inner.orElse(List.of(Levels.defaultInner(kind)))) {
        for (LocalAddress address : local) {
          for (Protection protectedBy : protection) {
            for (Keying keyed : keying) {
              for (Mtu size : mtu) {
                cells.add(new Levels(kind, side, address, protectedBy, keyed, size));
              }
            }
          }
        }
      }
    }
    return List.copyOf(cells);
  }
}
