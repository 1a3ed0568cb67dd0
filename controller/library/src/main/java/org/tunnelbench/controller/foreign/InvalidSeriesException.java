package org.tunnelbench.controller.foreign;

/** A file of series is wrong; the message names the line and the rule. */
public final class InvalidSeriesException extends Exception {
  private static final long serialVersionUID = 1L;

  private final long line;

  InvalidSeriesException(long line, String rule) {
    super("line " + line + ": " + rule);
    this.line = line;
  }

  InvalidSeriesException(long line, String rule, Throwable cause) {
    super("line " + line + ": " + rule, cause);
    this.line = line;
  }

  /** The line, from 1. */
  public long line() {
    return line;
  }
}
