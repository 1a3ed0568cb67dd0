package org.tunnelbench.contract.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a trial stands; the last three are final. */
public enum Outcome {
  @JsonProperty("planned")
  PLANNED,
  @JsonProperty("running")
  RUNNING,
  @JsonProperty("measured")
  MEASURED,
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("cancelled")
  CANCELLED;

  public boolean isFinal() {
    return this == MEASURED || this == FAILED || this == CANCELLED;
  }
}
