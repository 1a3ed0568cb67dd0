package org.tunnelbench.throughputprobe.traffic.iperf3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of iperf3.
 *
 * @param line the first line of {@code iperf3 --version}, such as {@code iperf 3.12 (cJSON 1.7.15)}
 * @param minor what follows {@code 3.}
 */
public record Iperf3Version(String line, int minor) {
  private static final Pattern FORM = Pattern.compile("iperf 3\\.([0-9]{1,4})\\b.*");

  /** Reads the output of {@code iperf3 --version}; empty where it is not iperf3's. */
  public static Optional<Iperf3Version> parse(String output) {
    return output
        .lines()
        .map(String::strip)
        .map(FORM::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .map(matcher -> new Iperf3Version(matcher.group(), Integer.parseInt(matcher.group(1))));
  }

  /**
   * Whether the server gives up by itself where no data has come for a while, and takes {@code
   * --rcv-timeout} to say how long (release notes of iperf 3.10).
   */
  boolean hasReceiveTimeout() {
    return minor >= 10;
  }

  /** Whether the client takes {@code --connect-timeout} (release notes of iperf 3.2). */
  boolean hasConnectTimeout() {
    return minor >= 2;
  }
}
