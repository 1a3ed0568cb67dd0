package org.tunnelbench.contract.access;

import org.tunnelbench.contract.host.HostName;

/** Names under which the parts are known to Kafka beside their users: rights are given on them. */
public final class ClientNames {
  /** The group of the controllers: whoever has its partition orchestrates. */
  public static final String CONTROLLERS = "tunnelbench-controllers";

  /** The transactional id of the controller that orchestrates. */
  public static final String ORCHESTRATOR = "tunnelbench-orchestrator";

  private static final String AGENT = "tunnelbench-host-agent-";
  private static final String PROBE = "tunnelbench-throughput-probe-";

  private ClientNames() {}

  /**
   * The group and member of an agent.
   *
   * @param first of its hosts, which tells agents apart since a host has one: a host that comes or
   *     goes makes no other group of it, which would read every command again
   */
  public static String agent(HostName first) {
    return AGENT + first;
  }

  /** The group and member of a probe, by the first of its hosts. */
  public static String probe(HostName first) {
    return PROBE + first;
  }
}
