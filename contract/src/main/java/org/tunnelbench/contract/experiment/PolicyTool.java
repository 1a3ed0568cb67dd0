package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The tool that writes policies into the kernel, and associations where they are keyed by hand. */
public enum PolicyTool {
  /** {@code ip xfrm policy} and {@code ip xfrm state} of iproute2, by netlink. */
  @JsonProperty("ip-xfrm")
  IP_XFRM("ip-xfrm"),
  /** {@code setkey -f} of ipsec-tools, by PF_KEY. */
  @JsonProperty("setkey")
  SETKEY("setkey");

  private final String word;

  PolicyTool(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
