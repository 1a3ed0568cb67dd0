package org.tunnelbench.controller.profile;

import java.util.Map;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;

/**
 * Two hosts that nobody has to have: {@code NAME-a} and {@code NAME-b}, a pair, with the addresses
 * of the note of 2013.
 *
 * @param description what the hosts are, in a few words
 * @param statuses of both, available; the public keys belong to nobody
 */
public record HostProfile(
    String name, String description, FleetDocument fleet, Map<HostName, HostStatus> statuses) {
  public HostProfile {
    statuses = Map.copyOf(statuses);
  }
}
