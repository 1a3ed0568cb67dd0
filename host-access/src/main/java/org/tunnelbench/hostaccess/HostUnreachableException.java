package org.tunnelbench.hostaccess;

import org.tunnelbench.contract.host.HostName;

/**
 * A host that could not be reached, or was lost. The message says how it was tried and what
 * happened.
 */
public final class HostUnreachableException extends Exception {
  private static final long serialVersionUID = 1L;

  public HostUnreachableException(HostName host, String what) {
    super(host + ": " + what);
  }

  public HostUnreachableException(HostName host, String what, Throwable cause) {
    super(host + ": " + what, cause);
  }
}
