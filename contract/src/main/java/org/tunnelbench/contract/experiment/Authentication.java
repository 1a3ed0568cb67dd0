package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * ESP authentication algorithms, with the spelling of each tool that sets them up.
 *
 * <p>Sources: ip-xfrm(8), setkey(8), racoon.conf(5), RFC 2403 (MD5), RFC 2404 (SHA-1), RFC 4868
 * (SHA-256).
 */
public enum Authentication {
  @JsonProperty("hmac-md5")
  HMAC_MD5("hmac-md5", "hmac(md5)", "hmac_md5", "md5", 16, 96),
  @JsonProperty("hmac-sha1")
  HMAC_SHA1("hmac-sha1", "hmac(sha1)", "hmac_sha1", "sha1", 20, 96),
  @JsonProperty("hmac-sha256")
  HMAC_SHA256("hmac-sha256", "hmac(sha256)", "hmac_sha256", "sha256", 32, 128);

  private final String word;
  private final String kernelName;
  private final String racoonName;
  private final String strongswanName;
  private final int keyBytes;
  private final int truncationBits;

  Authentication(
      String word,
      String kernelName,
      String racoonName,
      String strongswanName,
      int keyBytes,
      int truncationBits) {
    this.word = word;
    this.kernelName = kernelName;
    this.racoonName = racoonName;
    this.strongswanName = strongswanName;
    this.keyBytes = keyBytes;
    this.truncationBits = truncationBits;
  }

  /** The name that {@code ip xfrm state} takes and the kernel's crypto API knows. */
  public String kernelName() {
    return kernelName;
  }

  /** The name that setkey(8) takes after {@code -A}. */
  public String setkeyName() {
    return word;
  }

  /** What racoon.conf(5) takes as {@code authentication_algorithm} of a sainfo. */
  public String racoonName() {
    return racoonName;
  }

  /** The name in a proposal of swanctl.conf(5). */
  public String strongswanName() {
    return strongswanName;
  }

  /** Key length in bytes. */
  public int keyBytes() {
    return keyBytes;
  }

  /** Length of the authenticator in a packet, in bits. */
  public int truncationBits() {
    return truncationBits;
  }

  @Override
  public String toString() {
    return word;
  }
}
