package org.tunnelbench.hostagent.snapshot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The words of a line that ip(8) prints: most are a name and, behind it, its value. */
record Words(List<String> all) {
  Words {
    all = List.copyOf(all);
  }

  static Words of(String line) {
    return new Words(
        Arrays.stream(line.trim().split("\\s+", -1)).filter(word -> !word.isEmpty()).toList());
  }

  boolean has(String word) {
    return all.contains(word);
  }

  /** The word behind the first of this name. */
  Optional<String> after(String name) {
    int place = all.indexOf(name);
    return place < 0 || place + 1 >= all.size()
        ? Optional.empty()
        : Optional.of(all.get(place + 1));
  }

  /** The word behind the last of this name. */
  Optional<String> afterLast(String name) {
    int place = all.lastIndexOf(name);
    return place < 0 || place + 1 >= all.size()
        ? Optional.empty()
        : Optional.of(all.get(place + 1));
  }

  /** Puts the values of these names into an entry, by the names that JSON has for them. */
  void copy(Map<String, String> jsonNames, ObjectNode entry) {
    jsonNames.forEach(
        (name, jsonName) -> after(name).ifPresent(value -> put(entry, jsonName, value)));
  }

  /** Puts a value: a number where it is one. */
  static void put(ObjectNode entry, String name, String value) {
    if (value.matches("\\d{1,9}")) {
      entry.put(name, Integer.parseInt(value));
    } else {
      entry.put(name, value);
    }
  }
}
