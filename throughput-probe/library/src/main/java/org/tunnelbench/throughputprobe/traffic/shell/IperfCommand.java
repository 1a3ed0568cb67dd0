package org.tunnelbench.throughputprobe.traffic.shell;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.experiment.Transport;
import org.tunnelbench.contract.message.ProbeCommand.TrafficEnd;

/** The argv of both ends for iperf of version 2 (iperf(1)). */
public final class IperfCommand {
  /** Prints the tool's version; exits 1 up to 2.0.5. */
  public static final List<String> VERSION = List.of("iperf", "--version");

  /** Milliseconds; iperf 2.0 takes no shorter interval. */
  private static final long SHORTEST_INTERVAL = 500;

  private IperfCommand() {}

  /** Listens, counts one sender's connections and ends. */
  public static List<String> receiver(TrafficEnd end) {
    List<String> argv = new ArrayList<>(List.of("iperf", "-s"));
    argv.addAll(List.of("-B", end.address().toString()));
    argv.addAll(List.of("-P", Integer.toString(end.traffic().streams())));
    return common(argv, end);
  }

  /** Sends for the traffic's time and ends. */
  public static List<String> sender(TrafficEnd end) {
    List<String> argv = new ArrayList<>(List.of("iperf", "-c", end.peer().toString()));
    argv.addAll(List.of("-B", end.address().toString()));
    argv.addAll(List.of("-t", Integer.toString(end.traffic().seconds())));
    argv.addAll(List.of("-P", Integer.toString(end.traffic().streams())));
    end.traffic()
        .rateLimit()
        .ifPresent(
            limit ->
                argv.addAll(
                    List.of("-b", Long.toString(Math.max(1, limit / end.traffic().streams())))));
    return common(argv, end);
  }

  private static List<String> common(List<String> argv, TrafficEnd end) {
    long interval = Math.max(SHORTEST_INTERVAL, end.traffic().interval().toMillis());
    if (end.traffic().transport() == Transport.UDP) {
      argv.add("-u");
    }
    argv.addAll(List.of("-p", Integer.toString(end.port())));
    argv.addAll(
        List.of("-i", BigDecimal.valueOf(interval, 3).stripTrailingZeros().toPlainString()));
    argv.addAll(List.of("-f", "k"));
    return List.copyOf(argv);
  }
}
