package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where the keys of the security associations come from. */
public enum Keying {
  /** Made for the attempt and written into the kernel; no daemon negotiates. */
  @JsonProperty("manual")
  MANUAL("manual");

  private final String word;

  Keying(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
