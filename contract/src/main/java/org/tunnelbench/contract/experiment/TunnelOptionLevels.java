package org.tunnelbench.contract.experiment;

import java.util.List;

/** A block's levels of the tunnel's options, crossed in full. */
public record TunnelOptionLevels(
    List<Ttl> ttl, List<TunnelKey> key, List<PathMtuDiscovery> pmtudisc) {
  /** One level each: the defaults. */
  public static final TunnelOptionLevels DEFAULT =
      new TunnelOptionLevels(
          List.of(Ttl.DEFAULT), List.of(TunnelKey.NONE), List.of(PathMtuDiscovery.DEFAULT));

  public TunnelOptionLevels {
    ttl = Block.distinct("ttl", ttl);
    key = Block.distinct("key", key);
    pmtudisc = Block.distinct("pmtudisc", pmtudisc);
  }

  long combinations() {
    return (long) ttl.size() * key.size() * pmtudisc.size();
  }

  List<TunnelOptions> all() {
    return ttl.stream()
        .flatMap(
            hops ->
                key.stream()
                    .flatMap(
                        number ->
                            pmtudisc.stream()
                                .map(discovery -> new TunnelOptions(hops, number, discovery))))
        .toList();
  }
}
