package org.tunnelbench.hostagent.allow;

import org.tunnelbench.contract.InvalidValueException;

/** Names that are allowed: one, or with a star at the end all that begin so. */
record NamePattern(String text) {
  private static final String STAR = "*";

  NamePattern {
    InvalidValueException.unless(
        text.matches("[A-Za-z0-9._:@-]{0,128}\\*?") && !text.isEmpty(),
        "pattern",
        text,
        "must be a name, or the beginning of one and a star");
  }

  boolean matches(String name) {
    return text.endsWith(STAR)
        ? name.startsWith(text.substring(0, text.length() - 1))
        : name.equals(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
