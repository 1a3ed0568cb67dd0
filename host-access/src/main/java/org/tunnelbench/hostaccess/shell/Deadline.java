package org.tunnelbench.hostaccess.shell;

import java.time.Duration;

/** A point on this process's monotonic clock. */
public record Deadline(long nanoTime) {
  public static Deadline after(Duration limit) {
    return new Deadline(System.nanoTime() + limit.toNanos());
  }

  /** What is left, at least zero. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  public boolean passed() {
    return left().isZero();
  }
}
