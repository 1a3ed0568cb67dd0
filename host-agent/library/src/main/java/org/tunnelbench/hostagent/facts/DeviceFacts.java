package org.tunnelbench.hostagent.facts;

import java.util.List;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.hostagent.snapshot.Address;
import org.tunnelbench.hostagent.snapshot.IpText;
import org.tunnelbench.hostagent.snapshot.Link;
import org.tunnelbench.hostagent.snapshot.Obstacles;

/**
 * What a host's devices say of the underlay.
 *
 * @param fallbackDevices such as gre0, which modules brought along
 * @param underlayMtu in bytes
 */
record DeviceFacts(List<String> fallbackDevices, String underlayInterface, int underlayMtu) {
  static final List<String> COMMAND = IpText.ADDRESSES;

  static DeviceFacts parse(String text, Ipv4Address underlay) throws UnreadableFactsException {
    try {
      List<Link> links = IpText.links(text, "");
      String carrier = interfaceOf(IpText.addresses(text), underlay);
      return new DeviceFacts(
          links.stream().map(Link::name).filter(Obstacles.FALLBACK_DEVICES::contains).toList(),
          carrier,
          links.stream()
              .filter(link -> link.name().equals(carrier))
              .mapToInt(Link::mtu)
              .findFirst()
              .orElseThrow());
    } catch (IllegalArgumentException e) {
      throw new UnreadableFactsException("'ip address show': " + e.getMessage(), e);
    }
  }

  private static String interfaceOf(List<Address> addresses, Ipv4Address underlay)
      throws UnreadableFactsException {
    return addresses.stream()
        .filter(
            address ->
                address.network().map(network -> network.address().equals(underlay)).orElse(false))
        .map(Address::device)
        .findFirst()
        .orElseThrow(
            () ->
                new UnreadableFactsException(
                    "no interface holds the underlay address "
                        + underlay
                        + ": correct the host's underlay in the fleet file"));
  }
}
