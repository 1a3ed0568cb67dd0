package org.tunnelbench.contract.experiment;

/** What ESP wraps (RFC 4301, section 4.1). */
public enum EspMode {
  /** The payload of the tunnel's packets; their outer header stays. */
  TRANSPORT("transport", "esp"),
  /** The tunnel's whole packets, in a further header with the same addresses. */
  TUNNEL("tunnel", "esp-tunnel");

  private final String word;
  private final String documentWord;

  EspMode(String word, String documentWord) {
    this.word = word;
    this.documentWord = documentWord;
  }

  /** The word with which a protection begins in documents. */
  public String documentWord() {
    return documentWord;
  }

  /** The word that every tool has for it: ip-xfrm(8), setkey(8) and swanctl.conf(5). */
  @Override
  public String toString() {
    return word;
  }
}
