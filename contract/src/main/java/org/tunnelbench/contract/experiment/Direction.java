package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which host of the pair sends, or that both do. */
public enum Direction {
  /** The first host sends to the second. */
  @JsonProperty("forward")
  FORWARD("forward"),
  /** The second host sends to the first. */
  @JsonProperty("reverse")
  REVERSE("reverse"),
  /** Each sends to the other at once; throughput is what both receive together. */
  @JsonProperty("both")
  BOTH("both");

  private final String word;

  Direction(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
