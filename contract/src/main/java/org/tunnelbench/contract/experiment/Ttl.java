package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;

/**
 * The time to live of a tunnel's outer packets, as ip-tunnel(8) spells it.
 *
 * @param word {@code default} (whatever the kernel does), {@code inherit} (that of the inner
 *     packet), or 1 to 255 hops
 */
public record Ttl(@JsonValue String word) {
  /** Whatever the kernel does. */
  public static final Ttl DEFAULT = new Ttl("default");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Ttl {
    InvalidValueException.unless(
        word.matches("default|inherit|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5]"),
        "ttl",
        word,
        "must be default, inherit or from 1 to 255");
  }

  /** What follows {@code ttl} in an argv; absent for the default. */
  public Optional<String> argument() {
    return equals(DEFAULT) ? Optional.empty() : Optional.of(word);
  }

  /** Whether it is a number of hops. */
  public boolean isFixed() {
    return Character.isDigit(word.charAt(0));
  }

  @Override
  public String toString() {
    return word;
  }
}
