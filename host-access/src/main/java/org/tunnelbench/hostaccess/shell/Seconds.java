package org.tunnelbench.hostaccess.shell;

import java.time.Duration;

/** Whole seconds, since the sleep of old hosts knows no fractions. */
final class Seconds {
  private Seconds() {}

  static long roundedUp(Duration duration) {
    return duration.plusSeconds(1).minusNanos(1).toSeconds();
  }
}
