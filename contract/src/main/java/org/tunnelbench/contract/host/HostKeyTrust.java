package org.tunnelbench.contract.host;

import java.util.Base64;
import java.util.function.UnaryOperator;
import org.tunnelbench.contract.InvalidValueException;

/** What an SSH server has to prove to be. It is always checked. */
public sealed interface HostKeyTrust {
  /**
   * The one key that the server may show.
   *
   * @param key its type, a space and the key in base64, as {@code ssh-ed25519 AAAA…}
   */
  record Pinned(String key) implements HostKeyTrust {
    private static boolean isBase64(String text) {
      try {
        return Base64.getDecoder().decode(text).length > 0;
      } catch (IllegalArgumentException malformed) {
        return false;
      }
    }

    public Pinned {
      InvalidValueException.unless(
          key.matches("[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}") && isBase64(key.split(" ", 2)[1]),
          "hostKey",
          key,
          "must be a key type, a space and the key in base64, such as 'ssh-ed25519 AAAA…'");
    }
  }

  /**
   * A file of known hosts (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT), whose names may be hashed.
   *
   * @param path on the machine where the agent runs
   */
  record KnownHosts(String path) implements HostKeyTrust {
    public KnownHosts {
      SshCredential.requirePath("knownHosts", path);
    }
  }

  /** The same with the path of its file, where it has one, put in its place. */
  default HostKeyTrust withFiles(UnaryOperator<String> place) {
    return switch (this) {
      case Pinned pinned -> pinned;
      case KnownHosts(var path) -> new KnownHosts(place.apply(path));
    };
  }
}
