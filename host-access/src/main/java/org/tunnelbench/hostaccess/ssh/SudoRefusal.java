package org.tunnelbench.hostaccess.ssh;

import java.util.Locale;
import java.util.Optional;
import org.tunnelbench.contract.host.RootAccess;
import org.tunnelbench.contract.host.SshEntry;

/**
 * Why {@code sudo -n} started no shell, in the words of sudo 1.6 to 1.9, and what to do about it.
 */
final class SudoRefusal {
  private SudoRefusal() {}

  /**
   * Explains.
   *
   * @param said what came in place of the shell's first words
   */
  static Optional<String> explain(SshEntry entry, String said) {
    if (entry.root() == RootAccess.LOGIN) {
      return Optional.empty();
    }
    String user = entry.server().user();
    return why(said.toLowerCase(Locale.ROOT), user)
        .map(why -> "sudo refused %s: %s; it said: %s".formatted(user, why, said));
  }

  private static Optional<String> why(String said, String user) {
    if (said.contains("must have a tty") || said.contains("no tty present")) {
      return Optional.of("it insists on a terminal (requiretty): write terminal: true beside sudo");
    }
    if (said.contains("password is required") || said.contains("password required")) {
      return Optional.of(
          "it asks for a password: let it ask for none, by a line '%s ALL=(ALL) NOPASSWD: ALL' in sudoers (visudo), or log in as root"
              .formatted(user));
    }
    if (said.contains("not in the sudoers")
        || said.contains("not allowed to")
        || said.contains("may not run")) {
      return Optional.of(
          "it does not let this user become root: add a line '%s ALL=(ALL) NOPASSWD: ALL' to sudoers (visudo)"
              .formatted(user));
    }
    if (said.contains("illegal option") || said.contains("invalid option")) {
      return Optional.of("it is older than 1.7 and knows no -n: log in as root");
    }
    if (said.contains("sudo") && (said.contains("not found") || said.contains("no such file"))) {
      return Optional.of("the host has no sudo: install it, or log in as root");
    }
    return Optional.empty();
  }
}
