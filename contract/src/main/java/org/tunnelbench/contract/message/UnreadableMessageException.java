package org.tunnelbench.contract.message;

/** A message of an unknown type or version, or whose body breaks a rule of the contract. */
public final class UnreadableMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadableMessageException(String message) {
    super(message);
  }

  public UnreadableMessageException(String message, Throwable cause) {
    super(message, cause);
  }
}
