package org.tunnelbench.contract.experiment;

import org.tunnelbench.contract.InvalidValueException;

/** The options of a tunnel that an experiment may name. */
public record TunnelOptions(Ttl ttl, TunnelKey key, PathMtuDiscovery pmtudisc) {
  /** A tunnel as the kernel makes it where nothing is named. */
  public static final TunnelOptions DEFAULT =
      new TunnelOptions(Ttl.DEFAULT, TunnelKey.NONE, PathMtuDiscovery.DEFAULT);

  public TunnelOptions {
    InvalidValueException.unless(
        !(ttl.isFixed() && pmtudisc == PathMtuDiscovery.OFF),
        "ttl",
        ttl,
        "must be default or inherit beside nopmtudisc: the kernel refuses the two together");
  }

  void requireFor(TunnelKind tunnel) {
    InvalidValueException.unless(
        key.equals(TunnelKey.NONE) || tunnel == TunnelKind.GRETAP || tunnel == TunnelKind.GRE,
        "key",
        key,
        "must be none where the tunnel is " + tunnel + ": only GRE packets carry a key");
    if (tunnel == TunnelKind.NONE) {
      InvalidValueException.unless(
          ttl.equals(Ttl.DEFAULT), "ttl", ttl, "must be default where the tunnel is none");
      InvalidValueException.unless(
          pmtudisc == PathMtuDiscovery.DEFAULT,
          "pmtudisc",
          pmtudisc,
          "must be default where the tunnel is none");
    }
  }
}
