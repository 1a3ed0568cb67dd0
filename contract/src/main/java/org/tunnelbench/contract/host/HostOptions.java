package org.tunnelbench.contract.host;

import java.util.List;
import java.util.Map;
import org.tunnelbench.contract.InvalidValueException;

/**
 * What a user asks for on one host.
 *
 * @param tools path by the name of a tool that is not to be taken from where the host's PATH has
 *     it; the names are of {@link #TOOLS}
 * @param unloadModules whether modules that the agent loaded are taken out again where nothing else
 *     uses them
 */
public record HostOptions(Map<String, String> tools, boolean unloadModules) {
  /** Tools whose paths can be given. */
  public static final List<String> TOOLS =
      List.of(
          "brctl",
          "bridge",
          "charon",
          "ethtool",
          "ip",
          "iperf",
          "iperf3",
          "modprobe",
          "ping",
          "racoon",
          "racoonctl",
          "rmmod",
          "setkey",
          "swanctl",
          "sysctl",
          "tc",
          "tcpdump");

  /** Nothing out of the ordinary. */
  public static final HostOptions NONE = new HostOptions(Map.of(), false);

  public HostOptions {
    tools.forEach(
        (tool, path) -> {
          requireTool(tool);
          requireToolPath(path);
        });
    tools = Map.copyOf(tools);
  }

  /** Refuses a tool whose path cannot be given. */
  public static void requireTool(String tool) {
    InvalidValueException.unless(
        TOOLS.contains(tool), "tools", tool, "must be one of " + String.join(", ", TOOLS));
  }

  /** Refuses what cannot be where a tool is. */
  public static void requireToolPath(String path) {
    InvalidValueException.unless(
        path.matches("(/[A-Za-z0-9_.+@%,=-]+)+") && path.length() <= SshCredential.LONGEST_PATH,
        "tools",
        path,
        "must be an absolute path of letters, digits and _.+@%,=-");
  }
}
