package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where the keys of the security associations come from. */
public enum Keying {
  /** Made for the attempt and written into the kernel; no daemon negotiates. */
  @JsonProperty("manual")
  MANUAL("manual", ""),
  /** IKEv1 (RFC 2409) in main mode with a pre-shared key, by racoon of ipsec-tools. */
  @JsonProperty("racoon")
  RACOON("racoon", "racoon"),
  /** IKEv1 (RFC 2409) in main mode with a pre-shared key, by strongSwan's charon. */
  @JsonProperty("strongswan-ikev1")
  STRONGSWAN_IKEV1("strongswan-ikev1", "charon"),
  /** IKEv2 (RFC 7296) with a pre-shared key, by strongSwan's charon. */
  @JsonProperty("strongswan-ikev2")
  STRONGSWAN_IKEV2("strongswan-ikev2", "charon");

  private final String word;
  private final String daemon;

  Keying(String word, String daemon) {
    this.word = word;
    this.daemon = daemon;
  }

  /** Whether a daemon negotiates the keys by IKE, from a pre-shared key. */
  public boolean negotiates() {
    return this != MANUAL;
  }

  /**
   * The daemon that negotiates.
   *
   * @throws IllegalStateException where none does
   */
  public String daemon() {
    if (!negotiates()) {
      throw new IllegalStateException("no daemon negotiates where keying is " + word);
    }
    return daemon;
  }

  @Override
  public String toString() {
    return word;
  }
}
