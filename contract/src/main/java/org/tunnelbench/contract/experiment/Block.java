package org.tunnelbench.contract.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;

/**
 * Levels that are crossed in full.
 *
 * @param inner absent where the document names none: each tunnel then has its own default
 * @param policies absent where the document names none: each keying then has its own default
 */
public record Block(
    List<TunnelKind> tunnel,
    Optional<List<InnerSide>> inner,
    List<LocalAddress> local,
    List<Protection> protection,
    Optional<List<PolicyTool>> policies,
    List<Keying> keying,
    List<Mtu> mtu,
    TunnelOptionLevels options,
    HostSettingLevels settings) {
  public Block {
    tunnel = distinct("tunnel", tunnel);
    inner = inner.map(levels -> distinct("inner", levels));
    local = distinct("local", local);
    protection = distinct("protection", protection);
    policies = policies.map(levels -> distinct("policies", levels));
    keying = distinct("keying", keying);
    mtu = distinct("mtu", mtu);
  }

  static <T> List<T> distinct(String factor, List<T> levels) {
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
    long combinations = options.combinations() * settings.combinations();
    for (List<?> levels :
        List.of(
            tunnel,
            inner.orElse(List.of(InnerSide.DIRECT)),
            local,
            protection,
            policies.orElse(List.of(PolicyTool.IP_XFRM)),
            keying,
            mtu)) {
      combinations *= levels.size();
    }
    return combinations;
  }

  /** Every combination, in the order in which the document names the levels. */
  public List<Levels> cells() {
    List<Levels> cells = new ArrayList<>();
    for (TunnelKind kind : tunnel) {
      for (InnerSide side : inner.orElse(List.of(Levels.defaultInner(kind)))) {
        for (LocalAddress address : local) {
          for (Protection protectedBy : protection) {
            for (Mtu size : mtu) {
              cells.addAll(further(new Levels(kind, side, address, protectedBy, size)));
            }
          }
        }
      }
    }
    return List.copyOf(cells);
  }

  private List<Levels> further(Levels cell) {
    return keying.stream()
        .flatMap(
            keyed ->
                policies.orElse(List.of(Levels.defaultPolicies(keyed))).stream()
                    .map(tool -> cell.protectedBy(cell.protection(), tool, keyed)))
        .flatMap(keyed -> options.all().stream().map(keyed::with))
        .flatMap(keyed -> settings.all().stream().map(keyed::with))
        .distinct()
        .toList();
  }
}
