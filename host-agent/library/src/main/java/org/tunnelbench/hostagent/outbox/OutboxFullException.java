package org.tunnelbench.hostagent.outbox;

/** So many reports wait that no more is taken in. */
public final class OutboxFullException extends Exception {
  private static final long serialVersionUID = 1L;

  OutboxFullException(int most) {
    super(
        "%d reports wait for Kafka, and no more is taken in: see whether the broker is reachable"
            .formatted(most));
  }
}
