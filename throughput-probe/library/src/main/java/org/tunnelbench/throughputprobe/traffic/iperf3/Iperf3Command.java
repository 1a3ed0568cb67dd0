package org.tunnelbench.throughputprobe.traffic.iperf3;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.experiment.Direction;
import org.tunnelbench.contract.experiment.Transport;
import org.tunnelbench.contract.message.ProbeCommand.TrafficEnd;

/** The argv of both ends (iperf3(1)). */
public final class Iperf3Command {
  /** Prints the tool's version. */
  public static final List<String> VERSION = List.of("iperf3", "--version");

  /** How long the sender tries to reach the receiver. */
  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /**
   * How much longer than the traffic's time the receiver waits for data that never comes, so that
   * traffic which stalls from its first to its last second is still counted to the end.
   */
  private static final Duration RECEIVE_MARGIN = Duration.ofSeconds(60);

  private Iperf3Command() {}

  /** Listens, counts one sender's traffic and ends. */
  public static List<String> receiver(TrafficEnd end, Iperf3Version version) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "iperf3",
                "-s",
                "-1",
                "-B",
                end.address().toString(),
                "-p",
                Integer.toString(end.port())));
    if (version.hasReceiveTimeout()) {
      argv.add("--rcv-timeout");
      argv.add(Long.toString(RECEIVE_MARGIN.plusSeconds(end.traffic().seconds()).toMillis()));
    }
    argv.addAll(printing(end));
    return List.copyOf(argv);
  }

  /** Sends for the traffic's time and ends. */
  public static List<String> sender(TrafficEnd end, Iperf3Version version) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "iperf3",
                "-c",
                end.peer().toString(),
                "-B",
                end.address().toString(),
                "-p",
                Integer.toString(end.port()),
                "-t",
                Integer.toString(end.traffic().seconds()),
                "-P",
                Integer.toString(end.traffic().streams())));
    end.traffic()
        .rateLimit()
        .ifPresent(
            limit -> {
              argv.add("-b");
              argv.add(Long.toString(limitOfOneStream(limit, end.traffic().streams())));
            });
    if (end.traffic().transport() == Transport.UDP) {
      argv.add("-u");
    }
    if (end.traffic().direction() == Direction.BOTH) {
      argv.add("--bidir");
    }
    if (version.hasConnectTimeout()) {
      argv.add("--connect-timeout");
      argv.add(Long.toString(CONNECT_TIMEOUT.toMillis()));
    }
    argv.addAll(printing(end));
    return List.copyOf(argv);
  }

  /** iperf3 limits each stream by itself; 0 would mean no limit. */
  private static long limitOfOneStream(long limit, int streams) {
    return Math.max(1, limit / streams);
  }

  private static List<String> printing(TrafficEnd end) {
    String interval =
        BigDecimal.valueOf(end.traffic().interval().toMillis(), 3)
            .stripTrailingZeros()
            .toPlainString();
    return List.of("-i", interval, "-f", "k", "--forceflush");
  }
}
