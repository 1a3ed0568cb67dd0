package org.tunnelbench.hostagent.model;

import java.util.Map;
import org.tunnelbench.contract.host.HostFacts;

/**
 * What a model host runs: its kernel and its ip. On an old one ip prints no JSON, and neither it
 * nor the kernel makes bridges, gre and ipip by {@code ip link}.
 */
public enum Release {
  /** Debian 12. */
  TODAY("6.1.0-9-amd64", "ip utility, iproute2-6.1.0, libbpf 1.1.2", false),

  /** CentOS 6. */
  CENTOS6("2.6.32-358.el6.x86_64", "ip utility, iproute2-ss091226", true);

  private final String kernel;
  private final String ip;
  private final boolean old;

  Release(String kernel, String ip, boolean old) {
    this.kernel = kernel;
    this.ip = ip;
    this.old = old;
  }

  String kernel() {
    return kernel;
  }

  String ip() {
    return ip;
  }

  boolean isOld() {
    return old;
  }

  /** What a host that runs it says of itself. */
  public HostFacts facts() {
    HostFacts like = Examples.facts();
    return new HostFacts(
        like.host(),
        kernel,
        like.kernelBuild(),
        Map.of(
            "ip", ip,
            "ping", "ping from iputils 20221126",
            "brctl", "bridge-utils, 1.2",
            "ethtool", "ethtool version 3.5",
            "sysctl", "procps version 3.2.8"),
        like.modules(),
        like.loadedModules(),
        like.fallbackDevices(),
        like.cryptoDrivers(),
        like.underlay(),
        like.underlayInterface(),
        like.underlayMtu(),
        like.publicKey());
  }
}
