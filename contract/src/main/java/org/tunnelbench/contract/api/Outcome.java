package org.tunnelbench.contract.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a trial stands; the last four are final. */
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
  CANCELLED,
  /** Not needed any more: enough of its cell was measured. */
  @JsonProperty("skipped")
  SKIPPED;

  public boolean isFinal() {
    return this == MEASURED || this == FAILED || this == CANCELLED || this == SKIPPED;
  }
}
