package org.tunnelbench.hostaccess.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tunnelbench.contract.host.SshCredential;

/** Fetches a password from where a credential says it is. No message shows it. */
final class SshPassword {
  /** Bound on the file of a password, in bytes. */
  private static final long LARGEST_FILE = 1024;

  private SshPassword() {}

  /** The one line of a file. */
  static String read(SshCredential.PasswordFile file) throws UnusableCredentialException {
    Path path = Path.of(file.path());
    try {
      if (Files.size(path) > LARGEST_FILE) {
        throw new UnusableCredentialException(
            "the password file %s is larger than %d bytes".formatted(path, LARGEST_FILE));
      }
      String password = Files.readString(path).replaceFirst("\\r?\\n\\z", "");
      if (password.isEmpty() || password.indexOf('\n') >= 0) {
        throw new UnusableCredentialException(
            "the password file %s must be one line, the password".formatted(path));
      }
      return password;
    } catch (IOException unreadable) {
      throw new UnusableCredentialException(
          "the password file %s cannot be read (%s)"
              .formatted(path, unreadable.getClass().getSimpleName()),
          unreadable);
    }
  }

  /** What a variable of this process's environment holds. */
  static String read(SshCredential.PasswordEnvironment environment)
      throws UnusableCredentialException {
    String password = System.getenv(environment.variable());
    if (password == null || password.isEmpty()) {
      throw new UnusableCredentialException(
          "the environment variable %s is not set: export it before tunnelbench is started"
              .formatted(environment.variable()));
    }
    return password;
  }
}
