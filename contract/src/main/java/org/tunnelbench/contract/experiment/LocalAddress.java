package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the tunnel was created with {@code local ADDRESS}. */
public enum LocalAddress {
  /** Created with {@code local ADDRESS}. */
  @JsonProperty("set")
  SET("set"),
  /** Created without it: the kernel finds the source address by routing. */
  @JsonProperty("omitted")
  OMITTED("omitted");

  private final String word;

  LocalAddress(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
