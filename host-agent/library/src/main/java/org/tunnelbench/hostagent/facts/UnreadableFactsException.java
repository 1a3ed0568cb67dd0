package org.tunnelbench.hostagent.facts;

/** A host that was reached but did not say what must be known of it. */
public final class UnreadableFactsException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadableFactsException(String message) {
    super(message);
  }

  public UnreadableFactsException(String message, Throwable cause) {
    super(message, cause);
  }
}
