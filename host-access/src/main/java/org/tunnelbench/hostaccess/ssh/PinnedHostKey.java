package org.tunnelbench.hostaccess.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.InvalidValueException;

/** The one host key that a host may show. */
final class PinnedHostKey implements HostKeyRepository {
  private final String type;
  private final byte[] key;
  private volatile Optional<byte[]> refused = Optional.empty();

  /**
   * @param text the key's type, a space and the key in base64
   */
  PinnedHostKey(String text) {
    String[] parts = text.split(" ", 2);
    type = parts[0];
    try {
      key = Base64.getDecoder().decode(parts[1]);
    } catch (IllegalArgumentException malformed) {
      throw new InvalidValueException("hostKey", text, "must be a key in base64 after its type");
    }
  }

  /**
   * The signature algorithms by which a server can prove this key. An RSA key signs by SHA-2 only
   * (RFC 8332), since SHA-1 is for legacy hosts.
   */
  String algorithms() {
    return type.equals("ssh-rsa") ? "rsa-sha2-512,rsa-sha2-256" : type;
  }

  /** The pinned key as ssh-keygen -l shows it. */
  String fingerprint() {
    return type + " " + fingerprint(key);
  }

  /** The fingerprint of the key that was last refused. */
  Optional<String> refusedFingerprint() {
    return refused.map(PinnedHostKey::fingerprint);
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
  public void add(HostKey hostkey, @Nullable UserInfo user) {
    throw new UnsupportedOperationException("A pinned host key is never replaced");
  }

  @Override
  public void remove(String host, @Nullable String keyType) {
    throw new UnsupportedOperationException("A pinned host key is never removed");
  }

  @Override
  public void remove(String host, @Nullable String keyType, byte @Nullable [] removed) {
    throw new UnsupportedOperationException("A pinned host key is never removed");
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return "the fleet document";
  }

  /** None: the algorithms are chosen by {@link #algorithms()}, and revocation is not known here. */
  @Override
  public HostKey[] getHostKey() {
    return new HostKey[0];
  }

  /** None, as {@link #getHostKey()}. */
  @Override
  public HostKey[] getHostKey(@Nullable String host, @Nullable String keyType) {
    return new HostKey[0];
  }

  private static String fingerprint(byte[] key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
