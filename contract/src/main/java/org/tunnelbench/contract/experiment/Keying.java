package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Where the keys of the security associations come from. */
public enum Keying {
  /** Made for the attempt and written into the kernel; no daemon negotiates. */
  @JsonProperty("manual")
  MANUAL("manual"),
  /** IKEv1 (RFC 2409) in main mode with a pre-shared key, by racoon of ipsec-tools. */
  @JsonProperty("racoon")
  RACOON("racoon"),
  /** IKEv1 (RFC 2409) in main mode with a pre-shared key, by strongSwan's charon. */
  @JsonProperty("strongswan-ikev1")
  STRONGSWAN_IKEV1("strongswan-ikev1"),
  /** IKEv2 (RFC 7296) with a pre-shared key, by strongSwan's charon. */
  @JsonProperty("strongswan-ikev2")
  STRONGSWAN_IKEV2("strongswan-ikev2");

  private final String word;

  Keying(String word) {
    this.word = word;
  }

  /** Whether a daemon negotiates the keys by IKE, from a pre-shared key. */
  public boolean negotiates() {
    return this != MANUAL;
  }

  /** The tools without which it cannot be: the daemon that negotiates, and what asks it. */
  public List<String> tools() {
    return switch (this) {
      case MANUAL -> List.of();
      case RACOON -> List.of("racoon", "racoonctl");
      case STRONGSWAN_IKEV1, STRONGSWAN_IKEV2 -> List.of("charon", "swanctl");
    };
  }

  @Override
  public String toString() {
    return word;
  }
}
