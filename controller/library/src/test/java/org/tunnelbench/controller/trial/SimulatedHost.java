package org.tunnelbench.controller.trial;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.HostCommand;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;

/**
 * A host with its agent and probe: answers after a while, now and then twice, seldom not at all,
 * and the same question always the same.
 */
final class SimulatedHost {
  private final HostName name;
  private final Random random;
  private final Surroundings surroundings;
  private final Map<String, Report> answers = new HashMap<>();

  /** What is set up and not taken down. */
  private final Set<Attempt> standing = new LinkedHashSet<>();

  private final Set<Attempt> sent = new HashSet<>();
  private boolean alive = true;

  /** What a host can do to the simulation. */
  interface Surroundings {
    void later(Duration after, Runnable action);

    void report(Report report);

    void traffic(ProbeCommand.TrafficEnd end);

    void endTraffic(Attempt attempt);

    void status(HostName host, boolean reachable);
  }

  SimulatedHost(HostName name, Random random, Surroundings surroundings) {
    this.name = name;
    this.random = random;
    this.surroundings = surroundings;
  }

  void die() {
    alive = false;
    surroundings.later(delay(1_500), () -> surroundings.status(name, alive));
  }

  /** Before or after its agent says so, the host is cleaned as its journal wants it. */
  void comeBack() {
    alive = true;
    for (Attempt attempt : standing) {
      surroundings.later(delay(1_000), () -> tell(takenDown(attempt)));
    }
    surroundings.later(delay(500), () -> surroundings.status(name, alive));
  }

  boolean isAlive() {
    return alive;
  }

  void ask(HostCommand command) {
    switch (command) {
      case HostCommand.SetUp setUp -> answer("set up", setUp.attempt(), () -> setUp(setUp));
      case HostCommand.TakeDown down ->
          answer("take down", down.attempt(), () -> takeDown(down.attempt()));
    }
  }

  void ask(ProbeCommand command) {
    switch (command) {
      case ProbeCommand.StartReceiver start ->
          answer(
              "receive",
              start.attempt(),
              () -> new Report.ReceiverReady(start.attempt(), name, "iperf 3"));
      case ProbeCommand.StartSender start -> {
        if (alive && sent.add(start.attempt())) {
          surroundings.later(delay(100), () -> surroundings.traffic(start.end()));
        }
      }
      case ProbeCommand.EndTraffic end -> surroundings.endTraffic(end.attempt());
      case ProbeCommand.StopTraffic stop ->
          answer(
              "stop",
              stop.attempt(),
              () -> new Report.TrafficStopped(stop.attempt(), name, Optional.empty()));
    }
  }

  /** The traffic of this end is over. */
  void trafficEnded(Attempt attempt, End end, int samples) {
    answer(
        "traffic",
        attempt,
        () -> new Report.TrafficEnded(attempt, name, end, samples, Optional.empty()));
  }

  private Report takenDown(Attempt attempt) {
    return answers.computeIfAbsent("take down" + attempt, unseen -> takeDown(attempt));
  }

  private Report setUp(HostCommand.SetUp setUp) {
    standing.add(setUp.attempt());
    return random.nextInt(20) == 0
        ? new Report.EndpointFailed(
            setUp.attempt(),
            name,
            Failure.of(FailureKind.LEFTOVER_STATE, name, "something is in the way"))
        : new Report.EndpointReady(setUp.attempt(), name, 1300, 0);
  }

  private Report takeDown(Attempt attempt) {
    standing.remove(attempt);
    List<String> differences = random.nextInt(30) == 0 ? List.of("a link too many") : List.of();
    return new Report.EndpointDown(attempt, name, differences, Optional.empty());
  }

  private void answer(String question, Attempt attempt, Supplier<Report> answer) {
    if (!alive || random.nextInt(60) == 0) {
      return;
    }
    Report report = answers.computeIfAbsent(question + attempt, unseen -> answer.get());
    surroundings.later(delay(800), () -> tell(report));
    if (random.nextInt(8) == 0) {
      surroundings.later(delay(3_000), () -> tell(report));
    }
  }

  private void tell(Report report) {
    if (alive) {
      surroundings.report(report);
    }
  }

  private Duration delay(int mostMillis) {
    return Duration.ofMillis(1 + random.nextInt(mostMillis));
  }
}
