package org.tunnelbench.contract.host;

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
  public SshEntry {
    InvalidValueException.unless(
        port >= 1 && port <= 65535, "port", port, "must be from 1 to 65535");
    InvalidValueException.unless(!address.isBlank(), "address", address, "must not be blank");
    InvalidValueException.unless(!user.isBlank(), "user", user, "must not be blank");
    InvalidValueException.unless(
        hostKey.matches("[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}"),
        "hostKey",
        hostKey,
        "must be a key type, a space and the key in base64");
  }
}
