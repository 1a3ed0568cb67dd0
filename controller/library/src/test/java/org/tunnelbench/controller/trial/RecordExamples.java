package org.tunnelbench.controller.trial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.tunnelbench.contract.api.Disturbance;
import org.tunnelbench.contract.api.TrialConditions;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.controller.analysis.SeriesJudgement;
import org.tunnelbench.controller.analysis.shape.Shape;

/** A record of each kind and state that the controller keeps, by a name. */
final class RecordExamples {
  private static final HostName FIRST = Samples.host("alpha");
  private static final HostName SECOND = Samples.host("beta");
  private static final Positions BEGUN =
      new Positions(9, Map.of(FIRST, new Positions.OfHost(5, 7), SECOND, Positions.OfHost.START));
  private static final Positions OVER =
      new Positions(
          29, Map.of(FIRST, new Positions.OfHost(5, 11), SECOND, new Positions.OfHost(1, 4)));
  private static final Disturbance BUSY =
      new Disturbance(Disturbance.Kind.PRESSURE, "the machine was busy");
  private static final Failure FAILURE =
      new Failure(
          FailureKind.TRAFFIC_FAILED,
          Optional.of(SECOND),
          "the receiver could not listen",
          List.of("iperf3", "-s"),
          Optional.of(1),
          "address in use");

  private RecordExamples() {}

  static Map<String, Object> all() {
    ExperimentRecord experiment =
        Samples.experiment(
            Samples.EXPERIMENT,
            List.of(Samples.pair("alpha", "beta", Optional.of("lab"))),
            Samples.NOON);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("experiment-record", experiment);
    all.put(
        "experiment-record-cancelled",
        experiment.cancelled(Samples.NOON.plusSeconds(1)).ended(Samples.NOON.plusSeconds(2)));
    all.put(
        "experiment-record-imported",
        experiment
            .ended(Samples.NOON.plusSeconds(2))
            .imported(
                new Imported(
                    Samples.NOON.plusSeconds(3),
                    List.of(Samples.unreachable(FIRST, Samples.NOON)),
                    "0123456789abcdef".repeat(4))));
    states(experiment)
        .forEach(
            (name, state) ->
                all.put("trial-record-" + name, new TrialRecord(experiment.trial(0).id(), state)));
    return all;
  }

  private static Map<String, TrialState> states(ExperimentRecord experiment) {
    Assignment assignment = assignment(experiment);
    Attempt attempt = assignment.attempt();
    OpenTrial settingUp = Planned.STATE.begin(assignment).on(ready(attempt, FIRST), Samples.NOON);
    OpenTrial starting = settingUp.on(ready(attempt, SECOND), Samples.NOON);
    OpenTrial measuring =
        starting
            .on(new Report.ReceiverReady(attempt, SECOND, "iperf 3.12"), Samples.NOON)
            .on(
                new Report.TrafficEnded(attempt, FIRST, End.SENDER, 4, Optional.empty()),
                Samples.NOON);
    OpenTrial down =
        measuring
            .giveUp(Ending.failed(FAILURE), Samples.NOON)
            .on(new Report.TrafficStopped(attempt, FIRST, Optional.empty()), Samples.NOON)
            .on(
                new Report.EndpointDown(attempt, FIRST, List.of("+ tb7"), Optional.empty()),
                Samples.NOON)
            .lose(SECOND, Failure.of(FailureKind.HOST_UNREACHABLE, SECOND, "gone"), Samples.NOON);
    Map<String, TrialState> states = new LinkedHashMap<>();
    states.put("planned", Planned.STATE);
    states.put("to-be-repeated", Planned.again(List.of(), BUSY));
    states.put("setting-up", settingUp);
    states.put("starting-receiver", starting);
    states.put("measuring", measuring);
    states.put("taking-down", down);
    states.put("cancelled", Planned.STATE.cancel(Samples.NOON));
    states.put("skipped", Planned.STATE.skip("precise enough", Samples.NOON));
    states.put(
        "failed", ((TakingDown) down).end(Optional.empty(), Optional.empty(), OVER, Samples.NOON));
    states.put("measured", measured(measuring));
    return states;
  }

  private static Ended measured(OpenTrial measuring) {
    Attempt attempt = measuring.assignment().attempt();
    OpenTrial down =
        measuring
            .on(
                new Report.TrafficEnded(attempt, SECOND, End.RECEIVER, 4, Optional.empty()),
                Samples.NOON)
            .on(new Report.EndpointDown(attempt, FIRST, List.of(), Optional.empty()), Samples.NOON)
            .on(
                new Report.EndpointDown(attempt, SECOND, List.of(), Optional.empty()),
                Samples.NOON);
    return ((TakingDown) down)
        .end(
            Optional.of(new SeriesJudgement(812.5, Verdict.MEASURED, Optional.of(Shape.STEADY))),
            Optional.of(
                new TrialConditions(
                    Optional.empty(),
                    List.of(BUSY),
                    Optional.of("retransmits in every attempt"),
                    OptionalDouble.of(0.25),
                    OptionalLong.of(3),
                    Optional.empty(),
                    Optional.of("iperf 3.12"),
                    Optional.of("iperf 3.9"))),
            OVER,
            Samples.NOON.plusSeconds(9));
  }

  private static Report ready(Attempt attempt, HostName host) {
    return new Report.EndpointReady(attempt, host, 1300, 12);
  }

  private static Assignment assignment(ExperimentRecord experiment) {
    Attempt attempt = experiment.attempt(0, 1);
    try {
      return Assignment.of(
          experiment,
          attempt,
          Samples.PLANNER.plan(
              experiment.document(),
              experiment.trial(0),
              attempt,
              Samples.facts(FIRST),
              Samples.facts(SECOND)),
          "6.1.0 test",
          Samples.NOON,
          BEGUN,
          List.of(BUSY));
    } catch (AttemptPlanner.AttemptNotPlannedException e) {
      throw new AssertionError(e);
    }
  }
}
