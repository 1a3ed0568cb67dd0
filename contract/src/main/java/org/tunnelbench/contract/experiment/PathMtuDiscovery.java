package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/** Whether a tunnel's outer packets forbid fragments, in the words of ip-tunnel(8). */
public enum PathMtuDiscovery {
  /** Whatever the kernel does. */
  @JsonProperty("default")
  DEFAULT("default"),
  /** Outer packets carry the bit that forbids fragments. */
  @JsonProperty("pmtudisc")
  ON("pmtudisc"),
  /** They do not. */
  @JsonProperty("nopmtudisc")
  OFF("nopmtudisc");

  private final String word;

  PathMtuDiscovery(String word) {
    this.word = word;
  }

  /** What says so in an argv; absent for the default. */
  public Optional<String> argument() {
    return this == DEFAULT ? Optional.empty() : Optional.of(word);
  }

  @Override
  public String toString() {
    return word;
  }
}
