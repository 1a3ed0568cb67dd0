package org.tunnelbench.contract.host;

import java.nio.file.Path;
import org.tunnelbench.contract.InvalidValueException;

/**
 * How a host is reached by SSH.
 *
 * @param address a name or an address
 * @param port 1 to 65535
 * @param keyFile path of the private key on the machine where the agent runs
 * @param hostKey the pinned host key as {@code ssh-ed25519 AAAA…}; it is always checked
 */
public record SshEntry(String address, int port, String user, String keyFile, String hostKey) {
  /** The highest TCP port. */
  public static final int HIGHEST_PORT = 65_535;

  public SshEntry {
    InvalidValueException.unless(
        port >= 1 && port <= HIGHEST_PORT, "port", port, "must be from 1 to 65535");
    requireAddress(address);
    requireUser(user);
    requireKeyFile(keyFile);
    requireHostKey(hostKey);
  }

  SshEntry withKeyBelow(Path folder) {
    return new SshEntry(address, port, user, folder.resolve(keyFile).toString(), hostKey);
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

  /** Refuses what cannot be the path of a key. */
  public static void requireKeyFile(String keyFile) {
    InvalidValueException.unless(
        !keyFile.isBlank() && keyFile.length() <= 4096, "keyFile", keyFile, "must be a path");
  }

  /** Refuses what is no public key in one line. */
  public static void requireHostKey(String hostKey) {
    InvalidValueException.unless(
        hostKey.matches("[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}"),
        "hostKey",
        hostKey,
        "must be a key type, a space and the key in base64, such as 'ssh-ed25519 AAAA…'");
  }
}
