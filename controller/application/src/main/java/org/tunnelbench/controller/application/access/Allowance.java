package org.tunnelbench.controller.application.access;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tunnelbench.contract.InvalidValueException;

/**
 * How many requests each may make: so many a second on average, twice as many at once (a token
 * bucket, as RFC 2475 describes one). Not safe for use by several threads.
 */
final class Allowance {
  /** Bound on those who are told apart; whoever was not heard of for the longest is forgotten. */
  static final int MOST_KNOWN = 4_096;

  private static final double NANOS_PER_SECOND = 1e9;

  private final int perSecond;
  private final Map<String, Left> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Left> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  /** What somebody had left at a time. */
  private record Left(double requests, long nanoTime) {}

  /**
   * @param perSecond 1 and more
   */
  Allowance(int perSecond) {
    InvalidValueException.unless(
        perSecond >= 1, "requests per second", perSecond, "must be 1 or more");
    this.perSecond = perSecond;
  }

  /**
   * Takes one request from what somebody has left.
   *
   * @param nanoTime the present, of a clock that never goes back
   * @return whether there was one
   */
  boolean take(String who, long nanoTime) {
    double most = 2.0 * perSecond;
    Left before = known.getOrDefault(who, new Left(most, nanoTime));
    double grown =
        Math.min(
            most,
            before.requests() + perSecond * ((nanoTime - before.nanoTime()) / NANOS_PER_SECOND));
    boolean enough = grown >= 1;
    known.put(who, new Left(enough ? grown - 1 : grown, nanoTime));
    return enough;
  }
}
