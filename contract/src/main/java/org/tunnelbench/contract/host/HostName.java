package org.tunnelbench.contract.host;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import org.tunnelbench.contract.InvalidValueException;

/**
 * A host's name within the fleet. It becomes part of topic names and of metric labels, hence the
 * narrow alphabet.
 */
public record HostName(@JsonValue String value) implements Comparable<HostName> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public HostName {
    InvalidValueException.unless(
        FORM.matcher(value).matches(),
        "host",
        value,
        "must be 1 to 63 lower-case letters, digits, dots and dashes, beginning and ending with a letter or digit");
  }

  @Override
  public int compareTo(HostName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
