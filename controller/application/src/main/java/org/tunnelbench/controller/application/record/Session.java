package org.tunnelbench.controller.application.record;

/** One connection to Kafka: it ends when something breaks, and another begins with the record. */
sealed interface Session extends AutoCloseable permits OrchestratingSession, FollowingSession {
  /** Takes in what came, and waits a short while at most for something to come. */
  void turn();

  /** Ends a wait at once; called by other threads. */
  void wake();

  @Override
  void close();
}
