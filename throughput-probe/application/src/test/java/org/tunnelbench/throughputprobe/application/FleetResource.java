package org.tunnelbench.throughputprobe.application;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.testbroker.FleetFolder;

/** A fleet of this machine as two hosts, and a folder for the probe's state. */
public final class FleetResource extends FleetFolder {
  static final HostName SENDER = new HostName("sender");
  static final HostName RECEIVER = new HostName("receiver");

  public FleetResource() {
    super(document());
  }

  static FleetDocument document() {
    return new FleetDocument(List.of(host(SENDER), host(RECEIVER)), List.of());
  }

  private static HostEntry host(HostName name) {
    return new HostEntry(
        name,
        HostKind.LOCAL,
        new Ipv4Address("127.0.0.1"),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
