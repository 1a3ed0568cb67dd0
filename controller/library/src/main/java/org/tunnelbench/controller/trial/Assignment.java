package org.tunnelbench.controller.trial;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.api.Disturbance;
import org.tunnelbench.contract.experiment.Direction;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand.TrafficEnd;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointSpec;

/**
 * Everything about an attempt that is settled when it begins, so that its commands can be sent
 * again in the same words after a restart.
 *
 * @param kernel of the sending host, release and build
 * @param first what the pair's first host is to set up
 * @param second what the pair's second host is to set up
 * @param traffic by a tool that both hosts have
 * @param deadline when the controller gives the attempt up
 * @param repeats why the attempts before this one were not counted
 * @param since what was read of the topics when it began: all that is said of it comes later
 */
public record Assignment(
    Attempt attempt,
    String kernel,
    EndpointSpec first,
    EndpointSpec second,
    TrafficSpec traffic,
    Instant startedAt,
    Instant deadline,
    Positions since,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Disturbance> repeats) {
  public Assignment {
    repeats = List.copyOf(repeats);
  }

  /** The TCP port that receivers listen on: the one that iperf3 is known by. */
  public static final int TRAFFIC_PORT = 5201;

  static Assignment of(
      ExperimentRecord experiment,
      Attempt attempt,
      AttemptPlanner.Ends ends,
      String kernel,
      Instant now,
      Positions read,
      List<Disturbance> repeats) {
    return new Assignment(
        attempt,
        kernel,
        ends.first(),
        ends.second(),
        ends.traffic(),
        now,
        now.plus(experiment.document().deadline()),
        read,
        repeats);
  }

  /** Both hosts in the pair's order. */
  @JsonIgnore
  public List<HostName> hosts() {
    return List.of(first.host(), second.host());
  }

  /** The host at an end of the traffic. */
  public HostName host(End end) {
    return endpoint(end).host();
  }

  /** What the probe of the host at this end is told of the traffic. */
  public TrafficEnd trafficEnd(End end) {
    EndpointSpec endpoint = endpoint(end);
    return new TrafficEnd(
        attempt,
        endpoint.host(),
        endpoint.trafficAddress(),
        endpoint.trafficPeer(),
        TRAFFIC_PORT,
        traffic,
        endpoint.deadline(),
        Map.of(
            "experiment", attempt.trial().experiment().value(),
            "kernel", kernel,
            "tunnel", first.levels().tunnel().toString(),
            "local", first.levels().local().toString(),
            "protection", first.levels().protection().toString()),
        Optional.of(endpoint.underlay()));
  }

  private EndpointSpec endpoint(End end) {
    return (end == End.SENDER) == (traffic.direction() != Direction.REVERSE) ? first : second;
  }
}
