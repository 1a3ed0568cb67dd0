package org.tunnelbench.contract.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** An end of the traffic. */
public enum End {
  @JsonProperty("sender")
  SENDER,
  @JsonProperty("receiver")
  RECEIVER
}
