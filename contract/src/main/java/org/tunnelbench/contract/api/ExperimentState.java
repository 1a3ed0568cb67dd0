package org.tunnelbench.contract.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where an experiment stands. */
public enum ExperimentState {
  @JsonProperty("running")
  RUNNING,
  /** Every trial has ended, whatever its state. */
  @JsonProperty("done")
  DONE,
  @JsonProperty("cancelled")
  CANCELLED
}
