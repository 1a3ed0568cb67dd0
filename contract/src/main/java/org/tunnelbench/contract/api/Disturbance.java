package org.tunnelbench.contract.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Why a measured trial may tell more of its machine than of its cell.
 *
 * @param reason in words, with the figure
 */
public record Disturbance(Kind kind, String reason) {
  /** What was seen. */
  public enum Kind {
    /** The machine was busy before the traffic began. */
    @JsonProperty("pressure")
    PRESSURE,
    /** Segments were sent again on a link that loses nothing. */
    @JsonProperty("retransmits")
    RETRANSMITS
  }
}
