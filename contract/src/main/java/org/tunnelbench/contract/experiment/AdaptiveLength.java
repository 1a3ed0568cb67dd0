package org.tunnelbench.contract.experiment;

import org.tunnelbench.contract.InvalidValueException;

/**
 * Lets a trial end before its time where its answer is sure, and a cell's repetitions where their
 * interval is narrow.
 *
 * @param precision how narrow an interval of throughput is to be: half its width, as a share of the
 *     throughput; {@value #FINEST} to {@value #COARSEST}
 * @param usualSeconds a trial whose answer is not sure by then goes on only while its curve slopes;
 *     1 to 3600, at most the traffic's seconds
 */
public record AdaptiveLength(double precision, int usualSeconds) {
  /** The finest precision. */
  public static final double FINEST = 0.001;

  /** The coarsest precision. */
  public static final double COARSEST = 0.5;

  public AdaptiveLength {
    InvalidValueException.unless(
        precision >= FINEST && precision <= COARSEST,
        "traffic.precision",
        precision,
        "must be from 0.1 % to 50 %");
    InvalidValueException.unless(
        usualSeconds >= 1 && usualSeconds <= TrafficSpec.MOST_SECONDS,
        "traffic.seconds",
        usualSeconds,
        "must be from 1 to 3600");
  }
}
