package org.tunnelbench.contract.host;

import java.util.function.UnaryOperator;
import org.tunnelbench.contract.InvalidValueException;

/**
 * What logs a user in to an SSH server. It names where the secret is, and never holds the secret
 * itself.
 */
public sealed interface SshCredential {
  /** Bound on a path, in characters (PATH_MAX of Linux). */
  int LONGEST_PATH = 4096;

  /**
   * A private key without a passphrase.
   *
   * @param path on the machine where the agent runs
   */
  record KeyFile(String path) implements SshCredential {
    public KeyFile {
      requirePath("keyFile", path);
    }
  }

  /**
   * A file whose one line is the password.
   *
   * @param path on the machine where the agent runs
   */
  record PasswordFile(String path) implements SshCredential {
    public PasswordFile {
      requirePath("passwordFile", path);
    }
  }

  /**
   * An environment variable of the agent that holds the password.
   *
   * @param variable its name
   */
  record PasswordEnvironment(String variable) implements SshCredential {
    public PasswordEnvironment {
      InvalidValueException.unless(
          variable.matches("[A-Za-z_][A-Za-z0-9_]{0,126}"),
          "passwordEnvironment",
          variable,
          "must be the name of an environment variable, such as ALPHA_PASSWORD");
    }
  }

  /** The credential with the path of its file, where it has one, put in its place. */
  default SshCredential withFiles(UnaryOperator<String> place) {
    return switch (this) {
      case KeyFile(var path) -> new KeyFile(place.apply(path));
      case PasswordFile(var path) -> new PasswordFile(place.apply(path));
      case PasswordEnvironment variable -> variable;
    };
  }

  /** Refuses what cannot be a path. */
  static void requirePath(String field, String path) {
    InvalidValueException.unless(
        !path.isBlank() && path.length() <= LONGEST_PATH && path.indexOf('\0') < 0,
        field,
        path,
        "must be a path");
  }
}
