package org.tunnelbench.contract.host;

import java.util.List;
import java.util.function.UnaryOperator;
import org.tunnelbench.contract.InvalidValueException;

/**
 * How a host is reached by SSH.
 *
 * @param server of the host itself
 * @param jumps servers that are passed on the way, the first reached from here; at most {@value
 *     #MOST_JUMPS}
 * @param root how the login becomes root on the host
 */
public record SshEntry(SshServerEntry server, List<SshServerEntry> jumps, RootAccess root) {
  /** Bound on the servers that are passed on the way to a host. */
  public static final int MOST_JUMPS = 3;

  public SshEntry {
    InvalidValueException.unless(
        jumps.size() <= MOST_JUMPS, "jump", jumps.size(), "must be at most " + MOST_JUMPS);
    jumps = List.copyOf(jumps);
  }

  /** A server that is reached directly, and logged in to as one who may set up tunnels. */
  public static SshEntry direct(SshServerEntry server) {
    return new SshEntry(server, List.of(), RootAccess.LOGIN);
  }

  /**
   * A server that is reached directly, by a private key, and whose own key is pinned.
   *
   * @param keyFile path of the private key on the machine where the agent runs
   * @param hostKey as {@code ssh-ed25519 AAAA…}
   */
  public static SshEntry byKey(
      String address, int port, String user, String keyFile, String hostKey) {
    return direct(
        new SshServerEntry(
            address,
            port,
            user,
            new SshCredential.KeyFile(keyFile),
            new HostKeyTrust.Pinned(hostKey),
            false));
  }

  SshEntry withFiles(UnaryOperator<String> place) {
    return new SshEntry(
        server.withFiles(place), jumps.stream().map(jump -> jump.withFiles(place)).toList(), root);
  }
}
