package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The tunnel that a trial measures. */
public enum TunnelKind {
  /** Ethernet over GRE. */
  @JsonProperty("gretap")
  GRETAP("gretap", 47),
  /** IPv4 over GRE (RFC 2784). */
  @JsonProperty("gre")
  GRE("gre", 47),
  /** IPv4 in IPv4 (RFC 2003). */
  @JsonProperty("ipip")
  IPIP("ipip", 4),
  /** No tunnel: the bare underlay. */
  @JsonProperty("none")
  NONE("none", 0);

  private final String word;
  private final int ipProtocol;

  TunnelKind(String word, int ipProtocol) {
    this.word = word;
    this.ipProtocol = ipProtocol;
  }

  /** The word that documents, metrics and iproute2 use. */
  public String word() {
    return word;
  }

  /** The IP protocol number of the tunnel's packets (IANA); 0 where there is no tunnel. */
  public int ipProtocol() {
    return ipProtocol;
  }

  @Override
  public String toString() {
    return word;
  }
}
