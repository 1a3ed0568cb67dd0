package org.tunnelbench.contract.message;

import java.time.Instant;
import java.util.Optional;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;

/**
 * What a host's agent last said of it: the value of the compacted facts topic.
 *
 * @param reason why it is not available, empty where it is
 * @param facts absent while the agent has never reached the host
 */
public record HostStatus(
    HostName host, HostCondition condition, String reason, Optional<HostFacts> facts, Instant at) {}
