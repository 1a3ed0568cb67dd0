package org.tunnelbench.lab.debian;

/** A suite or a package that cannot be had now. The message says which, and why, in one line. */
public final class UnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnavailableException(String message) {
    super(message);
  }
}
