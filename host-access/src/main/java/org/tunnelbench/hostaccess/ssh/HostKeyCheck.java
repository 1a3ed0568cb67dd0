package org.tunnelbench.hostaccess.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.UserInfo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether the key that a server shows is its own, and says why not. */
interface HostKeyCheck extends HostKeyRepository {
  /**
   * The signature algorithms by which the server can prove its key; absent where the client's own
   * list holds, and none where no algorithm that is taken can prove it.
   *
   * @param legacy whether SHA-1 and DSA are taken too
   */
  Optional<List<String>> algorithms(boolean legacy);

  /** What the server had to show. */
  String expected();

  /** Why the key that the server showed was refused, and what to do about it. */
  String refusal(JSchHostKeyException refused);

  @Override
  default void add(HostKey hostkey, @Nullable UserInfo user) {
    throw neverChanged();
  }

  @Override
  default void remove(String host, @Nullable String keyType) {
    throw neverChanged();
  }

  @Override
  default void remove(String host, @Nullable String keyType, byte @Nullable [] removed) {
    throw neverChanged();
  }

  private static UnsupportedOperationException neverChanged() {
    return new UnsupportedOperationException(
        "What is known of host keys is read and never changed");
  }

  /** A key's fingerprint as ssh-keygen -l shows it. */
  static String fingerprint(byte[] key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
