package org.tunnelbench.contract.host;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an agent or a probe reaches a host. */
public enum HostKind {
  /** The machine that the agent itself runs on. */
  @JsonProperty("local")
  LOCAL,
  /** A network namespace of the machine that the agent runs on. */
  @JsonProperty("netns")
  NETNS,
  /** A machine reached by SSH. */
  @JsonProperty("ssh")
  SSH
}
