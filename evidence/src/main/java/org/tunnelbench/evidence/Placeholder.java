package org.tunnelbench.evidence;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What stands in a plan for a key that is only made where the plan is carried out. */
enum Placeholder {
  /** From the first host to the second. */
  ENCRYPTION_FORWARD("a1"),
  /** From the first host to the second. */
  AUTHENTICATION_FORWARD("a2"),
  /** From the second host to the first. */
  ENCRYPTION_BACK("a3"),
  /** From the second host to the first. */
  AUTHENTICATION_BACK("a4"),
  /** That both ends prove to know. */
  SHARED("a5");

  private static final String HEXADECIMAL = "0x";

  private final String digits;

  Placeholder(String digits) {
    this.digits = digits;
  }

  /** A key of that length. */
  String hexadecimal(int bytes) {
    return digits.repeat(bytes);
  }

  /** The name of the shell variable that holds the key. */
  String variable() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Which one a secret word of a plan is; absent where it is none. */
  static Optional<Placeholder> of(String word) {
    String key = word.startsWith(HEXADECIMAL) ? word.substring(HEXADECIMAL.length()) : word;
    return Arrays.stream(values())
        .filter(
            placeholder -> !key.isEmpty() && key.equals(placeholder.hexadecimal(key.length() / 2)))
        .findFirst();
  }
}
