package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;

/**
 * The key in the header of GRE packets (RFC 2890), by which tunnels between the same addresses are
 * told apart; it is no secret.
 *
 * @param word {@code none}, or 0 to 4294967295
 */
public record TunnelKey(@JsonValue String word) {
  /** No key. */
  public static final TunnelKey NONE = new TunnelKey("none");

  private static final long MOST = 0xffffffffL;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TunnelKey {
    InvalidValueException.unless(
        word.equals("none") || (word.matches("0|[1-9][0-9]{0,9}") && Long.parseLong(word) <= MOST),
        "key",
        word,
        "must be none or from 0 to 4294967295");
  }

  /** What follows {@code key} in an argv; absent where there is none. */
  public Optional<String> argument() {
    return equals(NONE) ? Optional.empty() : Optional.of(word);
  }

  @Override
  public String toString() {
    return word;
  }
}
