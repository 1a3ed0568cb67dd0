package org.tunnelbench.cli.plan;

import java.util.Map;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;

/** Hosts, their pairs and what is known of them. */
public record KnownFleet(FleetDocument fleet, Map<HostName, HostStatus> statuses) {
  public KnownFleet {
    statuses = Map.copyOf(statuses);
  }

  /** The facts of a host that a plan was made for. */
  HostFacts facts(HostName host) {
    HostStatus status = statuses.get(host);
    if (status == null) {
      throw new IllegalStateException("a plan for a host of which nothing is known: " + host);
    }
    return status.facts().orElseThrow();
  }
}
