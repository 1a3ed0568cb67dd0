package org.tunnelbench.contract.experiment;

import java.time.Duration;
import java.util.OptionalLong;
import org.tunnelbench.contract.InvalidValueException;

/**
 * The traffic of a trial: TCP by iperf3.
 *
 * @param seconds 1 to 3600
 * @param interval time from sample to sample, 0.1 s to 60 s (iperf3's own range), at most {@code
 *     seconds}; at most {@value #MOST_SAMPLES} samples a trial
 * @param streams parallel TCP connections, 1 to 128
 * @param rateLimit bits per second for all streams together, at least 1000; absent where unlimited
 */
public record TrafficSpec(
    String tool,
    int seconds,
    Duration interval,
    int streams,
    Direction direction,
    OptionalLong rateLimit) {
  /** Bound on the samples of one trial. */
  public static final int MOST_SAMPLES = 6_000;

  public TrafficSpec {
    InvalidValueException.unless(tool.equals("iperf3"), "traffic.tool", tool, "must be iperf3");
    InvalidValueException.unless(
        seconds >= 1 && seconds <= 3600, "traffic.seconds", seconds, "must be from 1 to 3600");
    InvalidValueException.unless(
        interval.toMillis() >= 100 && interval.toMillis() <= 60_000,
        "traffic.interval",
        interval.toMillis() / 1000.0,
        "must be from 0.1 to 60 seconds");
    InvalidValueException.unless(
        interval.toMillis() <= seconds * 1000L,
        "traffic.interval",
        interval.toMillis() / 1000.0,
        "must be at most the traffic's seconds");
    InvalidValueException.unless(
        seconds * 1000L / interval.toMillis() <= MOST_SAMPLES,
        "traffic.interval",
        interval.toMillis() / 1000.0,
        "must leave at most " + MOST_SAMPLES + " samples a trial");
    InvalidValueException.unless(
        streams >= 1 && streams <= 128, "traffic.streams", streams, "must be from 1 to 128");
    InvalidValueException.unless(
        rateLimit.isEmpty() || rateLimit.getAsLong() >= 1000,
        "traffic.rateLimit",
        rateLimit,
        "must be at least 1000 bits per second");
  }
}
