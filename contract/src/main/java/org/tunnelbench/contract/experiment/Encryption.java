package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * ESP encryption algorithms, with the spelling of each tool that sets them up.
 *
 * <p>Sources: ip-xfrm(8), setkey(8), racoon.conf(5), RFC 2410 (null), RFC 3602 (AES-CBC), RFC 4106
 * (AES-GCM).
 */
public enum Encryption {
  @JsonProperty("null")
  NULL("null", "ecb(cipher_null)", "null", "null_enc", "null", 0, false),
  @JsonProperty("aes-128-cbc")
  AES_128_CBC("aes-128-cbc", "cbc(aes)", "rijndael-cbc", "aes 128", "aes128", 16, false),
  /** The key carries a salt of four bytes after its sixteen (RFC 4106, section 8.1). */
  @JsonProperty("aes-128-gcm")
  AES_128_GCM("aes-128-gcm", "rfc4106(gcm(aes))", "", "", "aes128gcm16", 20, true);

  private final String word;
  private final String kernelName;
  private final String setkeyName;
  private final String racoonName;
  private final String strongswanName;
  private final int keyBytes;
  private final boolean authenticates;

  Encryption(
      String word,
      String kernelName,
      String setkeyName,
      String racoonName,
      String strongswanName,
      int keyBytes,
      boolean authenticates) {
    this.word = word;
    this.kernelName = kernelName;
    this.setkeyName = setkeyName;
    this.racoonName = racoonName;
    this.strongswanName = strongswanName;
    this.keyBytes = keyBytes;
    this.authenticates = authenticates;
  }

  /** The name that {@code ip xfrm state} takes and the kernel's crypto API knows. */
  public String kernelName() {
    return kernelName;
  }

  /** The name that setkey(8) takes after {@code -E}; absent where it knows none. */
  public Optional<String> setkeyName() {
    return Optional.of(setkeyName).filter(name -> !name.isEmpty());
  }

  /**
   * What racoon.conf(5) takes as {@code encryption_algorithm} of a sainfo, key length included;
   * absent where it knows none.
   */
  public Optional<String> racoonName() {
    return Optional.of(racoonName).filter(name -> !name.isEmpty());
  }

  /** The name in a proposal of swanctl.conf(5). */
  public String strongswanName() {
    return strongswanName;
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
