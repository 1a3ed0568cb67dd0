package org.tunnelbench.contract.experiment;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tunnelbench.contract.InvalidValueException;

/** Reads and writes {@code NAME=VALUE, NAME=VALUE}, each name once. */
final class Assignments {
  /** Bound on the assignments of one level. */
  static final int MOST = 16;

  private Assignments() {}

  static SortedMap<String, String> parse(
      String factor, String text, Pattern assignment, String rule) {
    SortedMap<String, String> assignments = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      String trimmed = part.strip();
      InvalidValueException.unless(assignment.matcher(trimmed).matches(), factor, text, rule);
      int equals = trimmed.indexOf('=');
      InvalidValueException.unless(
          assignments.put(trimmed.substring(0, equals), trimmed.substring(equals + 1)) == null,
          factor,
          text,
          "must name each setting once");
    }
    InvalidValueException.unless(
        assignments.size() <= MOST, factor, text, "must name at most " + MOST + " settings");
    return assignments;
  }

  static String text(Map<String, String> assignments) {
    return assignments.isEmpty()
        ? "default"
        : assignments.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(joining(", "));
  }
}
