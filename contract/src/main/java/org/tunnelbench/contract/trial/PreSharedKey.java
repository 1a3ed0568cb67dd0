package org.tunnelbench.contract.trial;

import org.tunnelbench.contract.InvalidValueException;

/**
 * The key from which IKE makes all others. Never printed.
 *
 * @param text 1 to 900 printable ASCII characters without blanks, quotes, backslashes and {@code
 *     #}, not beginning with {@code 0x}: so every daemon's file reads it as it stands (psk.txt
 *     takes trailing blanks and comments as part of the key and {@code 0x} as hexadecimal)
 */
public record PreSharedKey(String text) implements TrialSecret {
  /** Bound of psk.txt's lines, in characters. */
  public static final int MOST_CHARACTERS = 900;

  public PreSharedKey {
    InvalidValueException.unless(
        text.matches("(?!0[xs])[!$-&(-\\[\\]-~]{1," + MOST_CHARACTERS + "}"),
        "pre-shared key",
        "****",
        "must be 1 to 900 printable characters without blanks, quotes, backslashes and #, not"
            + " beginning with 0x or 0s");
  }

  @Override
  public PreSharedKey mirrored() {
    return this;
  }

  @Override
  public String toString() {
    return "PreSharedKey[****]";
  }
}
