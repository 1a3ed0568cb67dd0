package org.tunnelbench.contract.trial;

import org.tunnelbench.contract.InvalidValueException;

/**
 * The key from which IKE makes all others. Never printed.
 *
 * @param text 7 to 900 printable ASCII characters without blanks, quotes, backslashes and {@code
 *     #}, not beginning with {@code 0x}: so every daemon's file reads it as it stands (psk.txt
 *     takes trailing blanks and comments as part of the key and {@code 0x} as hexadecimal)
 */
public record PreSharedKey(String text) implements TrialSecret {
  /**
   * A shorter one would be masked in everything that a tool prints, wherever it stands in another
   * word. The key of the note of 2013-01-20, testpsk, is as short.
   */
  public static final int LEAST_CHARACTERS = 7;

  /** Bound of psk.txt's lines, in characters. */
  public static final int MOST_CHARACTERS = 900;

  public PreSharedKey {
    InvalidValueException.unless(
        text.matches(
            "(?!0[xs])[!$-&(-\\[\\]-~]{%d,%d}".formatted(LEAST_CHARACTERS, MOST_CHARACTERS)),
        "pre-shared key",
        "****",
        "must be 7 to 900 printable characters without blanks, quotes, backslashes and #, not"
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
