package org.tunnelbench.controller.trial;

import java.time.Duration;
import org.tunnelbench.contract.InvalidValueException;

/**
 * How long is waited for what may never come.
 *
 * @param host how long trials wait for a host that is not available, 0 s to 1 h
 */
public record Patience(Duration host) {
  /** What a lab's guest needs to start again, and some more. */
  public static final Patience DEFAULT = new Patience(Duration.ofSeconds(20));

  public Patience {
    InvalidValueException.unless(
        !host.isNegative() && host.toSeconds() <= 3600,
        "patience for a host",
        host,
        "must be from 0 s to 1 h");
  }
}
