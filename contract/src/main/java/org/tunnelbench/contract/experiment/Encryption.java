package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * ESP encryption algorithms, with the spelling of each tool that sets them up.
 *
 * <p>Sources: ip-xfrm(8), RFC 2410 (null), RFC 3602 (AES-CBC), RFC 4106 (AES-GCM).
 */
public enum Encryption {
  @JsonProperty("null")
  NULL("null", "ecb(cipher_null)", 0, false),
  @JsonProperty("aes-128-cbc")
  AES_128_CBC("aes-128-cbc", "cbc(aes)", 16, false),
  /** The key carries a salt of four bytes after its sixteen (RFC 4106, section 8.1). */
  @JsonProperty("aes-128-gcm")
  AES_128_GCM("aes-128-gcm", "rfc4106(gcm(aes))", 20, true);

  private final String word;
  private final String kernelName;
  private final int keyBytes;
  private final boolean authenticates;

  Encryption(String word, String kernelName, int keyBytes, boolean authenticates) {
    this.word = word;
    this.kernelName = kernelName;
    this.keyBytes = keyBytes;
    this.authenticates = authenticates;
  }

  /** The name that {@code ip xfrm state} takes and the kernel's crypto API knows. */
  public String kernelName() {
    return kernelName;
  }

  /** Key length in bytes, salt included. */
  public int keyBytes() {
    return keyBytes;
  }

  /** Whether it authenticates by itself, so that a separate authentication makes no sense. */
  public boolean authenticates() {
    return authenticates;
  }

  @Override
  public String toString() {
    return word;
  }
}
