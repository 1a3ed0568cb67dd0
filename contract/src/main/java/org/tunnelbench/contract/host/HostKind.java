package org.tunnelbench.contract.host;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an agent or a probe reaches a host. */
public enum HostKind {
  /** The machine that the agent itself runs on. */
  @JsonProperty("local")
  LOCAL("local"),
  /** A network namespace of the machine that the agent runs on. */
  @JsonProperty("netns")
  NETNS("netns"),
  /** A machine reached by SSH. */
  @JsonProperty("ssh")
  SSH("ssh");

  private final String word;

  HostKind(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
