package org.tunnelbench.hostagent.snapshot;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What shows that a daemon negotiates keys on a host, whoever started it.
 *
 * @param ports those of IKE's UDP ports that a socket is bound to
 * @param pidFiles that one has written, or left behind
 */
public record KeyDaemons(Set<Integer> ports, List<String> pidFiles) {
  /** None. */
  public static final KeyDaemons NONE = new KeyDaemons(Set.of(), List.of());

  /** Prints the bound UDP sockets; a host without IPv6 lacks the second file. */
  static final List<String> SOCKETS = List.of("cat", "/proc/net/udp", "/proc/net/udp6");

  /** Prints the pid files that are there; where each is, is fixed when a daemon is built. */
  static final List<String> PID_FILES =
      List.of(
          "ls",
          "-d",
          "/var/run/charon.pid",
          "/var/run/strongswan/charon.pid",
          "/var/run/racoon.pid",
          "/var/run/pluto/pluto.pid");

  /** IKE's own port and the one it takes behind address translation (RFC 7296, section 2). */
  private static final Set<Integer> IKE_PORTS = Set.of(500, 4500);

  private static final Pattern LOCAL_PORT =
      Pattern.compile("^\\s*\\d+: [0-9A-F]+:([0-9A-F]{4}) ", Pattern.MULTILINE);

  public KeyDaemons {
    ports = Set.copyOf(ports);
    pidFiles = List.copyOf(pidFiles);
  }

  /**
   * Reads what was printed.
   *
   * @param sockets by {@link #SOCKETS}
   * @param pidFiles by {@link #PID_FILES}
   */
  static KeyDaemons parse(String sockets, String pidFiles) {
    Set<Integer> ports = new TreeSet<>();
    Matcher socket = LOCAL_PORT.matcher(sockets);
    while (socket.find()) {
      ports.add(Integer.parseInt(socket.group(1), 16));
    }
    ports.retainAll(IKE_PORTS);
    return new KeyDaemons(ports, pidFiles.lines().filter(line -> line.startsWith("/")).toList());
  }

  /** One line for each. */
  Stream<String> lines() {
    return Stream.concat(
        ports.stream().map(port -> "UDP port " + port), pidFiles.stream().map("pid file "::concat));
  }
}
