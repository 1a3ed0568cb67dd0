package org.tunnelbench.hostaccess.ssh;

/** A key or password that cannot be had on this machine. The message names where it should be. */
final class UnusableCredentialException extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableCredentialException(String what) {
    super(what);
  }

  UnusableCredentialException(String what, Throwable cause) {
    super(what, cause);
  }
}
