package org.tunnelbench.hostagent.facts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.hostaccess.StepResult;

/** The tools that may be on a host, and how each is asked for its version. */
final class ToolVersions {
  /**
   * Where distributions put charon, which is on no PATH. It is looked for and not asked, since
   * charon-systemd starts whatever its arguments; swanctl, of the same source, tells the version.
   */
  private static final List<String> CHARON =
      List.of(
          "find",
          "/usr/lib/ipsec/charon",
          "/usr/libexec/ipsec/charon",
          "/usr/lib/strongswan/charon",
          "/usr/libexec/strongswan/charon",
          "/usr/sbin/charon-systemd",
          "-maxdepth",
          "0",
          "-type",
          "f");

  /** Tool by the argv that makes it say its version and do nothing else. */
  static final Map<String, List<String>> QUESTIONS = questions();

  /** What a shell answers where there is no such command (POSIX, 2.8.2). */
  private static final int NOT_FOUND = 127;

  private static final int MOST_CHARACTERS = 200;

  private ToolVersions() {}

  private static Map<String, List<String>> questions() {
    Map<String, List<String>> questions = new LinkedHashMap<>();
    questions.put("ip", List.of("ip", "-V"));
    questions.put("ping", List.of("ping", "-V"));
    questions.put("tc", List.of("tc", "-V"));
    questions.put("brctl", List.of("brctl", "--version"));
    questions.put("ethtool", List.of("ethtool", "--version"));
    questions.put("sysctl", List.of("sysctl", "-V"));
    questions.put("iperf3", List.of("iperf3", "--version"));
    questions.put("iperf", List.of("iperf", "--version"));
    questions.put("setkey", List.of("setkey", "-V"));
    questions.put("racoon", List.of("racoon", "-V"));
    questions.put("racoonctl", List.of("racoonctl", "-h"));
    questions.put("swanctl", List.of("swanctl", "--version"));
    questions.put("charon", CHARON);
    questions.put("modprobe", List.of("modprobe", "--version"));
    return questions;
  }

  /** The line that names a tool's version, or its place; absent where the host has no such tool. */
  static Optional<String> line(String tool, StepResult answer) {
    if (tool.equals("charon")) {
      return answer.stdout().lines().filter(line -> line.startsWith("/")).findFirst();
    }
    if (answer.exitCode() == NOT_FOUND) {
      return Optional.empty();
    }
    List<String> lines =
        (answer.stdout() + "\n" + answer.stderr())
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    return lines.stream()
        .filter(line -> line.contains("BusyBox v") || line.startsWith("strongSwan "))
        .findFirst()
        .or(() -> lines.stream().findFirst())
        .or(() -> Optional.of("version not told"))
        .map(line -> line.substring(0, Math.min(MOST_CHARACTERS, line.length())));
  }
}
