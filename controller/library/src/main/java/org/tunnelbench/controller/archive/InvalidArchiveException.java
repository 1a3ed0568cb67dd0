package org.tunnelbench.controller.archive;

/**
 * A file that is no archive, or one that breaks a rule; the message names the line and the rule.
 */
public final class InvalidArchiveException extends Exception {
  private static final long serialVersionUID = 1L;

  private final long line;
  private final String rule;
  private final boolean tooLong;

  private InvalidArchiveException(long line, String rule, boolean tooLong) {
    super("line " + line + ": " + rule);
    this.line = line;
    this.rule = rule;
    this.tooLong = tooLong;
  }

  static InvalidArchiveException at(long line, String rule) {
    return new InvalidArchiveException(line, rule, false);
  }

  static InvalidArchiveException tooLong(long line) {
    return new InvalidArchiveException(
        line, "an archive has at most %d bytes".formatted(Archive.MOST_BYTES), true);
  }

  /** Where, from 1. */
  public long line() {
    return line;
  }

  /** What was wrong there, in words. */
  public String rule() {
    return rule;
  }

  /** Whether the whole is longer than is taken. */
  public boolean isTooLong() {
    return tooLong;
  }
}
