package org.tunnelbench.contract.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.trial.Attempt;

/** What the controller asks of the probe that serves a host. Each is idempotent. */
public sealed interface ProbeCommand {
  /** The attempt it belongs to. */
  Attempt attempt();

  /** The host it is for. */
  HostName host();

  /** Start the receiving end; answered by {@link ReceiverReady}, later by {@link TrafficEnded}. */
  record StartReceiver(TrafficEnd end) implements ProbeCommand {
    @Override
    @JsonIgnore
    public Attempt attempt() {
      return end.attempt();
    }

    @Override
    @JsonIgnore
    public HostName host() {
      return end.host();
    }
  }

  /** Start the sending end; answered by samples and then {@link TrafficEnded}. */
  record StartSender(TrafficEnd end) implements ProbeCommand {
    @Override
    @JsonIgnore
    public Attempt attempt() {
      return end.attempt();
    }

    @Override
    @JsonIgnore
    public HostName host() {
      return end.host();
    }
  }

  /**
   * End what the probe started on the host for this attempt; answered by {@link TrafficStopped}.
   */
  record StopTraffic(Attempt attempt, HostName host) implements ProbeCommand {}

  /**
   * End the sending end before its time: what it sent is enough. Both ends are then answered by
   * {@link TrafficEnded} as if their time had passed; where it is over already, nothing happens.
   */
  record EndTraffic(Attempt attempt, HostName host) implements ProbeCommand {}

  /**
   * One end of the traffic.
   *
   * @param address this end's address for the traffic
   * @param peer the other end's
   * @param port TCP port of the receiver, 1024 to 65535
   * @param deadline after this long the probe ends by itself what it started; 5 s to 3 h
   * @param labels of the metrics: experiment, kernel, tunnel, local, protection
   * @param underlay the host's outer address, by which the device is known whose counters are read
   */
  record TrafficEnd(
      Attempt attempt,
      HostName host,
      Ipv4Address address,
      Ipv4Address peer,
      int port,
      TrafficSpec traffic,
      Duration deadline,
      Map<String, String> labels,
      Optional<Ipv4Address> underlay) {
    public TrafficEnd {
      InvalidValueException.unless(
          port >= 1024 && port <= 65535, "port", port, "must be from 1024 to 65535");
      InvalidValueException.unless(
          deadline.toSeconds() >= 5 && deadline.toSeconds() <= 10_800,
          "deadline",
          deadline,
          "must be from 5 s to 3 h");
      labels = Map.copyOf(labels);
    }

    /** One of which it is not known what carries it. */
    public TrafficEnd(
        Attempt attempt,
        HostName host,
        Ipv4Address address,
        Ipv4Address peer,
        int port,
        TrafficSpec traffic,
        Duration deadline,
        Map<String, String> labels) {
      this(attempt, host, address, peer, port, traffic, deadline, labels, Optional.empty());
    }
  }
}
