package org.tunnelbench.throughputprobe.counters;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.trial.Counters;
import org.tunnelbench.contract.trial.TunnelDevice;

/**
 * What prints a host's counters once a second, and what it prints. A process of awk(1) stays, and
 * costs the host one short-lived process a second; see {@code counters.sh} and {@code
 * counters.awk}.
 */
final class CounterScript {
  private static final String SHELL = read("counters.sh");
  private static final String PROGRAM = read("counters.awk");
  private static final String FIRST_WORD = "counters";

  /** In per cent. */
  private static final String RECENT_PRESSURE = "avg10";

  /** What a list of processes shows it as. */
  static final String NAME = "tunnelbench-counters";

  private CounterScript() {}

  /**
   * The argv.
   *
   * @param underlay the host's outer address; its device is counted where it is known
   * @param longest after which it ends by itself
   */
  static List<String> argv(Optional<Ipv4Address> underlay, Duration longest) {
    return List.of(
        "sh",
        "-c",
        SHELL,
        NAME,
        PROGRAM,
        underlay.map(Ipv4Address::toString).orElse(""),
        Long.toString(longest.toSeconds()),
        TunnelDevice.PREFIX,
        TunnelDevice.SUFFIX);
  }

  /** What a line says; absent where it is none of ours. */
  static Optional<Reading> parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length < 2 || !words[0].equals(FIRST_WORD)) {
      return Optional.empty();
    }
    Map<String, Long> counters = new HashMap<>();
    OptionalDouble pressure = OptionalDouble.empty();
    try {
      for (String word : List.of(words).subList(2, words.length)) {
        String name = word.substring(0, Math.max(0, word.indexOf('=')));
        String value = word.substring(name.length() + 1);
        if (name.equals(RECENT_PRESSURE)) {
          pressure = OptionalDouble.of(Double.parseDouble(value) / 100);
        } else {
          counters.put(name, Long.parseLong(value));
        }
      }
      return Optional.of(
          new Reading(Double.parseDouble(words[1]), pressure, new Counters(counters)));
    } catch (NumberFormatException | StringIndexOutOfBoundsException | InvalidValueException cut) {
      return Optional.empty();
    }
  }

  private static String read(String file) {
    try (InputStream script = CounterScript.class.getResourceAsStream(file)) {
      if (script == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
          .collect(Collectors.joining("\n", "", "\n"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file, unreadable);
    }
  }
}
