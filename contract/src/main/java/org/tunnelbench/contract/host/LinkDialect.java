package org.tunnelbench.contract.host;

/**
 * In which words tunnels and bridges are made on a host.
 *
 * @param tunnelsByLink whether gre and ipip are made by {@code ip link add … type}; else by {@code
 *     ip tunnel add … mode}, as on CentOS 6. One word for both kinds: a host that makes ipip by
 *     link makes gre so too
 * @param bridgesByLink whether bridges are made and joined by {@code ip link}; else by brctl(8)
 */
public record LinkDialect(boolean tunnelsByLink, boolean bridgesByLink) {
  /** The dialect of a host: by its kernel and its ip(8), both of which must know it. */
  public static LinkDialect of(HostFacts facts) {
    KernelRelease kernel = KernelRelease.of(facts.kernelRelease());
    IpVersion ip = facts.ipVersion();
    return new LinkDialect(
        ip.addsIpipLinks() && !kernel.isBefore(KernelRelease.FIRST_WITH_IPIP_LINKS),
        ip.setsMaster() && !kernel.isBefore(KernelRelease.FIRST_WITH_BRIDGE_LINKS));
  }
}
