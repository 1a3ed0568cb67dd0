package org.tunnelbench.hostagent.service;

import java.time.Duration;

/**
 * The pause before the next try to reach or clean a host: each is twice the last, up to a bound,
 * and it is tried for ever.
 */
record Backoff(Duration pause) {
  /** Before the first further try. */
  static final Backoff FIRST = new Backoff(Duration.ofMillis(500));

  /** The longest pause. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  Backoff next() {
    Duration twice = pause.multipliedBy(2);
    return new Backoff(twice.compareTo(LONGEST) < 0 ? twice : LONGEST);
  }
}
