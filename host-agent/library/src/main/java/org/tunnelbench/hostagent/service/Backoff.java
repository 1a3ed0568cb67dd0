package org.tunnelbench.hostagent.service;

import java.time.Duration;

/**
 * The pause before the next try, as to reach or clean a host: each is twice the last, up to a
 * bound, and it is tried for ever.
 *
 * @param longest which the pause never exceeds
 */
public record Backoff(Duration pause, Duration longest) {
  /** The longest pause before something on a host is tried again. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  /** Before the first further try of something on a host. */
  static final Backoff FIRST = new Backoff(Duration.ofMillis(500), LONGEST);

  /** Before the try after that. */
  public Backoff next() {
    Duration twice = pause.multipliedBy(2);
    return new Backoff(twice.compareTo(longest) < 0 ? twice : longest, longest);
  }
}
