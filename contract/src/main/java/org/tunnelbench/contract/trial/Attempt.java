package org.tunnelbench.contract.trial;

import org.tunnelbench.contract.InvalidValueException;

/**
 * One attempt at a trial; everything that is said of a trial in progress is said of an attempt.
 *
 * @param number from 1
 */
public record Attempt(TrialId trial, int number) {
  public Attempt {
    InvalidValueException.unless(number >= 1, "attempt", number, "must be 1 or more");
  }

  @Override
  public String toString() {
    return trial + "/" + number;
  }
}
