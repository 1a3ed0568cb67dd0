package org.tunnelbench.hostaccess.shell;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tunnelbench.contract.InvalidValueException;

/**
 * Quotes words for a POSIX shell, and is the only place that does. Within single quotes a shell
 * takes every character for itself (POSIX.1-2017, XCU 2.2.2), so only the single quote needs care.
 */
public final class ShellQuoting {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

  private ShellQuoting() {}

  /**
   * The word as one shell word.
   *
   * @throws InvalidValueException where it holds a NUL, which no argument can, or half a surrogate
   *     pair, which UTF-8 cannot say; the message does not show the word
   */
  public static String quote(String word) {
    InvalidValueException.unless(
        word.indexOf('\0') < 0, "argument", "…\\0…", "must not hold a NUL character");
    InvalidValueException.unless(
        StandardCharsets.UTF_8.newEncoder().canEncode(word),
        "argument",
        "…\\ud800…",
        "must be sayable in UTF-8: it holds half a surrogate pair");
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * The words as one would type them: each quoted only where a shell would not take it as it is.
   */
  public static String typed(List<String> argv) {
    return argv.stream()
        .map(word -> PLAIN.matcher(word).matches() ? word : quote(word))
        .collect(Collectors.joining(" "));
  }

  /** The words, quoted, with a space between each two. */
  public static String quote(List<String> argv) {
    return argv.stream().map(ShellQuoting::quote).collect(Collectors.joining(" "));
  }
}
