package org.tunnelbench.contract.api;

import java.util.List;
import org.tunnelbench.contract.host.HostName;

/**
 * How a trial left a host.
 *
 * @param clean whether it was proved to be as before
 * @param differences what was not as before
 */
public record HostOutcome(HostName name, boolean clean, List<String> differences) {
  public HostOutcome {
    differences = List.copyOf(differences);
  }
}
