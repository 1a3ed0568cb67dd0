package org.tunnelbench.cli.rest;

/** The controller could not be reached, or could not do what was asked. */
public class ControllerException extends Exception {
  private static final long serialVersionUID = 1L;

  public ControllerException(String message) {
    super(message);
  }

  public ControllerException(String message, Throwable cause) {
    super(message, cause);
  }
}
