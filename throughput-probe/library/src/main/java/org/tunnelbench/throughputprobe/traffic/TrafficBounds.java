package org.tunnelbench.throughputprobe.traffic;

import java.time.Duration;
import org.tunnelbench.throughputprobe.traffic.iperf3.Iperf3Command;

/**
 * How long things may take.
 *
 * @param toolVersion until the tool has said its version
 * @param listening until the receiver listens
 * @param connecting until the sender's streams are connected
 * @param grace after the traffic's time until an end that still runs is ended: the two ends
 *     exchange results then, which a tunnel that loses packets may never let through
 * @param ending until an end that was told to end has ended
 */
public record TrafficBounds(
    Duration toolVersion,
    Duration listening,
    Duration connecting,
    Duration grace,
    Duration ending) {
  /** For hosts that may be slow and busy. */
  public static final TrafficBounds DEFAULT =
      new TrafficBounds(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Iperf3Command.CONNECT_TIMEOUT.plusSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(8));
}
