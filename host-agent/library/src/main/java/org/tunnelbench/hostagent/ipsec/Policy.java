package org.tunnelbench.hostagent.ipsec;

import java.util.Optional;
import java.util.OptionalInt;
import org.tunnelbench.contract.host.Ipv4Network;

/**
 * A policy of the SPD.
 *
 * @param source absent for IPv6
 * @param destination likewise
 * @param protocol the IP protocol that it selects; absent where it selects any, or one that is not
 *     known by name
 * @param requestId of its first template, to 2³²−1; 0 where it has none
 * @param line what is compared
 */
public record Policy(
    Optional<Ipv4Network> source,
    Optional<Ipv4Network> destination,
    OptionalInt protocol,
    long requestId,
    String line) {
  /** Whether it selects packets of this protocol from the one network to the other. */
  public boolean selects(Ipv4Network from, Ipv4Network to, int ipProtocol) {
    return source.map(from::overlaps).orElse(false)
        && destination.map(to::overlaps).orElse(false)
        && (protocol.isEmpty() || protocol.getAsInt() == ipProtocol);
  }
}
