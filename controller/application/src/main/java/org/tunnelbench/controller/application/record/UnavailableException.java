package org.tunnelbench.controller.application.record;

/** Kafka does not answer, or the record is not read yet: to be tried again. */
public final class UnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public UnavailableException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Why, in words. */
  public String reason() {
    return reason;
  }
}
