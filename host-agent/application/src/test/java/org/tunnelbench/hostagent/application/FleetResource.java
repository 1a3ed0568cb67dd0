package org.tunnelbench.hostagent.application;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.testbroker.FleetFolder;

/** A fleet of this machine and of a host that nobody can reach, and a folder for the agent. */
public final class FleetResource extends FleetFolder {
  static final HostName HERE = new HostName("here");
  static final HostName AWAY = new HostName("away");
  static final Ipv4Address UNDERLAY = new Ipv4Address("127.0.0.1");

  public FleetResource() {
    super(document());
  }

  private static FleetDocument document() {
    return new FleetDocument(
        List.of(
            new HostEntry(
                HERE, HostKind.LOCAL, UNDERLAY, Optional.empty(), Optional.empty(), Map.of()),
            new HostEntry(
                AWAY,
                HostKind.SSH,
                new Ipv4Address("127.0.0.2"),
                // Nobody listens at port 1 (tcpmux).
                Optional.of(SshEntry.byKey("127.0.0.1", 1, "root", "/no/key", "ssh-ed25519 AAAA")),
                Optional.empty(),
                Map.of())),
        List.of());
  }
}
