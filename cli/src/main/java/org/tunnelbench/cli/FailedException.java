package org.tunnelbench.cli;

/** What was asked could not be done; the message says why and what to do. */
public final class FailedException extends Exception {
  private static final long serialVersionUID = 1L;

  public FailedException(String message) {
    super(message);
  }

  public FailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
