package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What carries the inner address. */
public enum InnerSide {
  /**
   * The outer end of a veth pair whose other end is bridged with the tunnel, as in the note of
   * 2013.
   */
  @JsonProperty("bridged")
  BRIDGED("bridged"),
  /** The tunnel's own interface. */
  @JsonProperty("direct")
  DIRECT("direct");

  private final String word;

  InnerSide(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
