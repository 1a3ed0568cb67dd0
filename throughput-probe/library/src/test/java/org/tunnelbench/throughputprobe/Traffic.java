package org.tunnelbench.throughputprobe;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.tunnelbench.contract.experiment.Direction;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.message.ProbeCommand.TrafficEnd;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.TrialId;

/** Traffic to test with. */
public final class Traffic {
  public static final HostName HOST = new HostName("linux-5.10-a");

  private Traffic() {}

  public static TrafficSpec of(int seconds, double interval, int streams, OptionalLong rateLimit) {
    return new TrafficSpec(
        "iperf3",
        seconds,
        Duration.ofMillis(Math.round(interval * 1000)),
        streams,
        Direction.FORWARD,
        rateLimit);
  }

  /** One stream without limit, by a tool. */
  public static TrafficSpec by(String tool, int seconds, double interval) {
    return new TrafficSpec(
        tool,
        seconds,
        Duration.ofMillis(Math.round(interval * 1000)),
        1,
        Direction.FORWARD,
        OptionalLong.empty());
  }

  /** One stream without limit. */
  public static TrafficSpec of(int seconds, double interval) {
    return of(seconds, interval, 1, OptionalLong.empty());
  }

  public static Attempt attempt(int number) {
    return new Attempt(new TrialId("0123456789ab-00007"), number);
  }

  /** An end on {@link #HOST} for the first attempt. */
  public static TrafficEnd end(TrafficSpec traffic) {
    return end(attempt(1), traffic, Duration.ofSeconds(60));
  }

  public static TrafficEnd end(Attempt attempt, TrafficSpec traffic, Duration deadline) {
    return new TrafficEnd(
        attempt,
        HOST,
        new Ipv4Address("198.18.0.1"),
        new Ipv4Address("198.18.0.2"),
        5201,
        traffic,
        deadline,
        Map.of(
            "experiment", "0123456789ab",
            "kernel", "5.10",
            "tunnel", "gretap",
            "local", "set",
            "protection", "esp/null/hmac-md5"),
        Optional.of(new Ipv4Address("10.0.0.101")));
  }
}
