package org.tunnelbench.hostaccess.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.JSchRevokedHostKeyException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The host keys in a file of known hosts, which is read and never written. */
final class KnownHostKeys implements HostKeyCheck {
  private final String file;
  private final String server;
  private final String scan;
  private final HostKeyRepository known;
  private volatile Optional<byte[]> shown = Optional.empty();

  /**
   * @param known what JSch read of the file
   */
  KnownHostKeys(String file, String address, int port, HostKeyRepository known) {
    this.file = file;
    this.known = known;
    this.server = port == 22 ? address : "[%s]:%d".formatted(address, port);
    this.scan = "ssh-keyscan -p %d %s".formatted(port, address);
  }

  @Override
  public Optional<List<String>> algorithms(boolean legacy) {
    return Optional.empty();
  }

  @Override
  public String expected() {
    return "the host keys are those of " + file;
  }

  @Override
  public String refusal(JSchHostKeyException refused) {
    String key = shown.map(HostKeyCheck::fingerprint).orElse("not told");
    if (refused instanceof JSchRevokedHostKeyException) {
      return "its host key (%s) is revoked in %s".formatted(key, file);
    }
    return refused instanceof JSchChangedHostKeyException
        ? ("its host key (%s) is not the one that %s has for %s: somebody may be in between; where"
                + " the host was set up anew, replace the line (ssh-keygen -R '%s' -f %s)")
            .formatted(key, file, server, server, file)
        : ("its host key (%s) is unknown, since %s has none for %s: compare it with the one that"
                + " the host's owner tells, then append what '%s' prints")
            .formatted(key, file, server, scan);
  }

  @Override
  public int check(String host, byte[] key) {
    shown = Optional.of(key.clone());
    return known.check(host, key);
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return file;
  }

  @Override
  public HostKey[] getHostKey() {
    return known.getHostKey();
  }

  @Override
  public HostKey[] getHostKey(@Nullable String host, @Nullable String keyType) {
    return known.getHostKey(host, keyType);
  }
}
