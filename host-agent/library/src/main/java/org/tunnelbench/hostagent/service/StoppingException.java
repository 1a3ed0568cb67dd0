package org.tunnelbench.hostagent.service;

import org.tunnelbench.contract.host.HostName;

/** The agent stops, and does not answer what it was asked; the one that is started next does. */
public final class StoppingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppingException(HostName host) {
    super(host + ": the agent stops; the command is left to the one that is started next");
  }
}
