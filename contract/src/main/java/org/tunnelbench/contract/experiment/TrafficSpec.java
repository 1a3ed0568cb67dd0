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
 * @param rateLimit bits per second for all streams together, 1000 to 10¹²; absent where unlimited
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

  /** Bound on the seconds of one trial's traffic. */
  public static final int MOST_SECONDS = 3_600;

  /** Bound on the parallel connections of one trial. */
  public static final int MOST_STREAMS = 128;

  /** The shortest interval between samples, in milliseconds: iperf3's own. */
  public static final int SHORTEST_INTERVAL = 100;

  /** The longest interval between samples, in milliseconds: iperf3's own. */
  public static final int LONGEST_INTERVAL = 60_000;

  /** The lowest rate limit, in bits per second. */
  public static final long LOWEST_RATE = 1_000;

  /** The highest rate limit, in bits per second: more than any interface of today carries. */
  public static final long HIGHEST_RATE = 1_000_000_000_000L;

  /** What runs where a document says nothing of traffic: 10 s, a sample each second. */
  public static final TrafficSpec DEFAULT =
      new TrafficSpec(
          "iperf3", 10, Duration.ofSeconds(1), 1, Direction.FORWARD, OptionalLong.empty());

  public TrafficSpec {
    InvalidValueException.unless(tool.equals("iperf3"), "traffic.tool", tool, "must be iperf3");
    InvalidValueException.unless(
        seconds >= 1 && seconds <= MOST_SECONDS,
        "traffic.seconds",
        seconds,
        "must be from 1 to 3600");
    InvalidValueException.unless(
        interval.toMillis() >= SHORTEST_INTERVAL && interval.toMillis() <= LONGEST_INTERVAL,
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
        streams >= 1 && streams <= MOST_STREAMS,
        "traffic.streams",
        streams,
        "must be from 1 to 128");
    rateLimit.ifPresent(
        limit ->
            InvalidValueException.unless(
                limit >= LOWEST_RATE && limit <= HIGHEST_RATE,
                "traffic.rateLimit",
                limit,
                "must be from 1000 bits per second (1k) to 10^12 (1000G)"));
  }
}
