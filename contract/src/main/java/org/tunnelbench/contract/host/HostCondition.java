package org.tunnelbench.contract.host;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a host can take part in trials. */
public enum HostCondition {
  /** Reached, and as clean as the agent found it. */
  @JsonProperty("available")
  AVAILABLE,
  /** Cannot be reached; the agent goes on trying. */
  @JsonProperty("unreachable")
  UNREACHABLE,
  /** Something that a trial made could not be removed or proved removed. */
  @JsonProperty("unclean")
  UNCLEAN
}
