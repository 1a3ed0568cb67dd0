package org.tunnelbench.controller.analysis.effect;

/** What toggling a factor is called: {@code omitting `local`}. */
public final class ToggleWords {
  private ToggleWords() {}

  /** From one level to another. */
  public static String of(String factor, String from, String to) {
    return factor.equals("local") && to.equals("omitted")
        ? "omitting `local`"
        : "%s %s instead of %s".formatted(factor, word(to), word(from));
  }

  private static String word(String level) {
    return level.isEmpty() ? "(empty)" : level;
  }
}
