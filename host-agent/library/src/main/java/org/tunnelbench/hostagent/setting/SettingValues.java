package org.tunnelbench.hostagent.setting;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values that settings of a host have.
 *
 * @param otherwise what stands for a value that was not read; absent where each has to be
 */
public record SettingValues(Map<Setting, String> values, Optional<String> otherwise) {
  /** For a plan that is shown and never applied. */
  public static final SettingValues SHOWN = new SettingValues(Map.of(), Optional.of("BEFORE"));

  public SettingValues {
    values = Map.copyOf(values);
  }

  /** Values that were read. */
  public static SettingValues read(Map<Setting, String> values) {
    return new SettingValues(values, Optional.empty());
  }

  /** Whether the host told of a setting. */
  public boolean has(Setting setting) {
    return values.containsKey(setting) || otherwise.isPresent();
  }

  /** The value of a setting. */
  public String of(Setting setting) {
    return Optional.ofNullable(values.get(setting))
        .or(() -> otherwise)
        .orElseThrow(() -> new IllegalStateException("was not read: " + setting));
  }

  /** A line for each, to compare by. */
  public List<String> lines() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey().line(entry.getValue()))
        .sorted()
        .toList();
  }
}
