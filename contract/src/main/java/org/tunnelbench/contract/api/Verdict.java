package org.tunnelbench.contract.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the samples say of a trial or a cell. */
public enum Verdict {
  /** Traffic ran at a level. */
  @JsonProperty("measured")
  MEASURED("measured"),
  /** Traffic ran, but at no one level. */
  @JsonProperty("unsteady")
  UNSTEADY("unsteady"),
  /** Below a fifth of the same cell on other kernels. */
  @JsonProperty("slow")
  SLOW("slow"),
  /** The tunnel answered and nothing of the traffic arrived. */
  @JsonProperty("no traffic")
  NO_TRAFFIC("no traffic"),
  /** Not measured. */
  @JsonProperty("failed")
  FAILED("failed");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
