package org.tunnelbench.hostaccess.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.JSchHostKeyException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one host key that a host may show. */
final class PinnedHostKey implements HostKeyCheck {
  private final String type;
  private final byte[] key;
  private volatile Optional<byte[]> refused = Optional.empty();

  /**
   * @param text the key's type, a space and the key in base64
   */
  PinnedHostKey(String text) {
    String[] parts = text.split(" ", 2);
    type = parts[0];
    key = Base64.getDecoder().decode(parts[1]);
  }

  /**
   * An RSA key signs by SHA-2 only (RFC 8332), save on legacy hosts, which know SHA-1 alone; a DSA
   * key signs by SHA-1 or not at all.
   */
  @Override
  public Optional<List<String>> algorithms(boolean legacy) {
    return Optional.of(
        switch (type) {
          case "ssh-rsa" ->
              legacy
                  ? List.of("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa")
                  : List.of("rsa-sha2-512", "rsa-sha2-256");
          case "ssh-dss" -> legacy ? List.of(type) : List.of();
          default -> List.of(type);
        });
  }

  @Override
  public String expected() {
    return "the pinned host key is " + pinned();
  }

  @Override
  public String refusal(JSchHostKeyException refusedByJsch) {
    return ("its host key is %s and not the pinned %s: somebody may be in between; where the host"
            + " was set up anew, pin its new key as hostKey")
        .formatted(refused.map(HostKeyCheck::fingerprint).orElse("another"), pinned());
  }

  private String pinned() {
    return type + " " + HostKeyCheck.fingerprint(key);
  }

  @Override
  public int check(String host, byte[] shown) {
    if (MessageDigest.isEqual(key, shown)) {
      return OK;
    }
    refused = Optional.of(shown.clone());
    return CHANGED;
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return "the fleet document";
  }

  /**
   * None: the algorithms are chosen by {@link #algorithms(boolean)}, and revocation is not known
   * here.
   */
  @Override
  public HostKey[] getHostKey() {
    return new HostKey[0];
  }

  /** None, as {@link #getHostKey()}. */
  @Override
  public HostKey[] getHostKey(@Nullable String host, @Nullable String keyType) {
    return new HostKey[0];
  }
}
