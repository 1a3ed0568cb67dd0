package org.tunnelbench.simulation;

import java.time.Duration;
import java.util.Random;

/**
 * What all parts of a simulation share.
 *
 * @param random of which everything is drawn that is not decided
 */
record World(Agenda agenda, Random random, MemoryLog log, Invariants invariants, Defect defect) {
  /** One in so many times. */
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /** From a millisecond to so many. */
  Duration upTo(int millis) {
    return Duration.ofMillis(1 + random.nextInt(millis));
  }

  /** How long a process does not reach the log: sometimes longer than any deadline. */
  Duration cutOff() {
    return upTo(oneIn(3) ? 400_000 : 60_000);
  }

  /** How far a process's clock is from the log's: mostly little, at most what is allowed for. */
  Duration skew() {
    int most = oneIn(4) ? (int) Invariants.MOST_SKEW.toMillis() : 2_000;
    return Duration.ofMillis(random.nextInt(2 * most + 1) - most);
  }
}
