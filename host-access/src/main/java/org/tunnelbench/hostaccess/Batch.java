package org.tunnelbench.hostaccess;

import java.util.List;

/**
 * Steps for one round trip.
 *
 * @param whenOneFails what happens to the steps after one that failed
 */
public record Batch(List<HostStep> steps, WhenOneFails whenOneFails) {
  public Batch {
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
