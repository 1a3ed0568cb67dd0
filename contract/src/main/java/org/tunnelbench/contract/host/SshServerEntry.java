package org.tunnelbench.contract.host;

import java.util.function.UnaryOperator;
import org.tunnelbench.contract.InvalidValueException;

/**
 * An SSH server and how it is logged in to.
 *
 * @param address a name or an address
 * @param port 1 to 65535
 * @param legacyAlgorithms whether algorithms are spoken that are too weak for today, such as
 *     diffie-hellman-group1-sha1 and ssh-rsa, which servers of old know alone
 */
public record SshServerEntry(
    String address,
    int port,
    String user,
    SshCredential credential,
    HostKeyTrust hostKey,
    boolean legacyAlgorithms) {
  /** The highest TCP port. */
  public static final int HIGHEST_PORT = 65_535;

  public SshServerEntry {
    InvalidValueException.unless(
        port >= 1 && port <= HIGHEST_PORT, "port", port, "must be from 1 to 65535");
    requireAddress(address);
    requireUser(user);
  }

  SshServerEntry withFiles(UnaryOperator<String> place) {
    return new SshServerEntry(
        address,
        port,
        user,
        credential.withFiles(place),
        hostKey.withFiles(place),
        legacyAlgorithms);
  }

  /** Refuses what cannot be a server's name or address. */
  public static void requireAddress(String address) {
    InvalidValueException.unless(
        address.matches("[A-Za-z0-9]([A-Za-z0-9.:-]{0,253}[A-Za-z0-9])?"),
        "address",
        address,
        "must be a host's name or address");
  }

  /** Refuses what cannot be a user's name. */
  public static void requireUser(String user) {
    InvalidValueException.unless(
        user.matches("[A-Za-z_][A-Za-z0-9_.-]{0,31}"), "user", user, "must be a user's name");
  }

  /** As messages name it: {@code root@alpha.example port 22}. */
  public String shown() {
    return "%s@%s port %d".formatted(user, address, port);
  }
}
