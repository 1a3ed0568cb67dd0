package org.tunnelbench.controller.application.record;

import java.util.Map;

/** One connection to Kafka: it ends when something breaks, and another begins with the record. */
sealed interface Session extends AutoCloseable permits OrchestratingSession, FollowingSession {
  /** Whether it decides and writes; otherwise it only reads. */
  boolean orchestrates();

  /** Takes in what came, and waits a short while at most for something to come. */
  void turn();

  /** How many messages of each topic that it reads are not read yet. */
  Map<String, Long> lags();

  /** Ends a wait at once; called by other threads. */
  void wake();

  @Override
  void close();
}
