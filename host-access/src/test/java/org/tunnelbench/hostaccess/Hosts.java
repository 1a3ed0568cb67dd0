package org.tunnelbench.hostaccess;

import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.SshEntry;

/** Hosts to test with. */
public final class Hosts {
  private static final Ipv4Address UNDERLAY = new Ipv4Address("192.0.2.1");

  private Hosts() {}

  static HostEntry local() {
    return new HostEntry(
        new HostName("this-machine"),
        HostKind.LOCAL,
        UNDERLAY,
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  static HostEntry namespace(String namespace) {
    return new HostEntry(
        new HostName("a-namespace"),
        HostKind.NETNS,
        UNDERLAY,
        Optional.empty(),
        Optional.of(namespace),
        Map.of());
  }

  static HostEntry ssh(SshEntry entry) {
    return new HostEntry(
        new HostName("by-ssh"),
        HostKind.SSH,
        UNDERLAY,
        Optional.of(entry),
        Optional.empty(),
        Map.of());
  }
}
