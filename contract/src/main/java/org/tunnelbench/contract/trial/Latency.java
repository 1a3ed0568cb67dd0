package org.tunnelbench.contract.trial;

import org.tunnelbench.contract.InvalidValueException;

/**
 * Round-trip times of echo requests under load, in milliseconds.
 *
 * @param answered how many requests were answered, at least 1
 * @param median of the times, milliseconds
 * @param percentile95 below which 95 of 100 times lie, milliseconds
 * @param most the longest, milliseconds
 */
public record Latency(int answered, double median, double percentile95, double most) {
  public Latency {
    InvalidValueException.unless(answered >= 1, "answered", answered, "must be 1 or more");
    InvalidValueException.unless(
        median >= 0 && median <= percentile95 && percentile95 <= most,
        "latency",
        "%s, %s, %s".formatted(median, percentile95, most),
        "must rise from the median to the longest");
  }
}
