package org.tunnelbench.hostaccess;

import java.util.List;
import org.tunnelbench.contract.InvalidValueException;

/**
 * Steps for one round trip.
 *
 * @param steps at most {@value #MOST_STEPS}
 * @param whenOneFails what happens to the steps after one that failed
 */
public record Batch(List<HostStep> steps, WhenOneFails whenOneFails) {
  /** Bound on the steps of one batch. */
  public static final int MOST_STEPS = 1000;

  public Batch {
    InvalidValueException.unless(
        steps.size() <= MOST_STEPS, "steps", steps.size(), "must be at most " + MOST_STEPS);
    steps = List.copyOf(steps);
  }

  /** What happens to the steps after one that failed. */
  public enum WhenOneFails {
    /** They do not run, and have no result. */
    STOP,
    /** They run all the same. */
    GO_ON
  }
}
