package org.tunnelbench.lab;

/** The lab cannot do what was asked. The message says what was wrong and what to do about it. */
public final class LabException extends Exception {
  private static final long serialVersionUID = 1L;

  public LabException(String message) {
    super(message);
  }

  public LabException(String message, Throwable cause) {
    super(message, cause);
  }
}
