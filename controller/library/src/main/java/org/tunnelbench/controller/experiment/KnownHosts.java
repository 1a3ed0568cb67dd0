package org.tunnelbench.controller.experiment;

import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;

/** What is known of a fleet's hosts. */
record KnownHosts(Map<HostName, HostStatus> statuses) {
  KnownHosts {
    statuses = Map.copyOf(statuses);
  }

  /** The host's facts; absent where no agent has ever reached it. */
  Optional<HostFacts> facts(HostName host) {
    return Optional.ofNullable(statuses.get(host)).flatMap(HostStatus::facts);
  }

  /** The facts of a host that is known to have some. */
  HostFacts requireFacts(HostName host) {
    return facts(host).orElseThrow(() -> new IllegalArgumentException("no facts of host " + host));
  }

  /** Why there are no facts of a host, as the end of a sentence. */
  String whyUnknown(HostName host) {
    return Optional.ofNullable(statuses.get(host))
        .map(HostStatus::reason)
        .filter(reason -> !reason.isBlank())
        .map(reason -> "was never reached (" + reason + ")")
        .orElse("was never reached: check that its agent runs");
  }
}
