package org.tunnelbench.hostagent.apply;

import org.tunnelbench.contract.trial.Failure;

/** An end that could not be set up, and why. */
public final class EndpointException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public EndpointException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
