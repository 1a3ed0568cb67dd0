package org.tunnelbench.controller.trial;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.tunnelbench.contract.api.Event;
import org.tunnelbench.contract.api.ExperimentSummary;
import org.tunnelbench.contract.api.HostOutcome;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialConditions;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.controller.analysis.SeriesJudgement;

/** The records in the words of the REST interface. */
public final class Views {
  private Views() {}

  /** An experiment in a list. */
  public static ExperimentSummary summary(Chronicle chronicle, ExperimentRecord experiment) {
    Map<Outcome, Integer> trials = new EnumMap<>(Outcome.class);
    for (int place = 0; place < experiment.size(); place++) {
      trials.merge(chronicle.state(experiment, place).outcome(), 1, Integer::sum);
    }
    return new ExperimentSummary(
        experiment.id(),
        experiment.document().name(),
        experiment.submittedAt(),
        experiment.state(),
        trials,
        experiment.imported().map(Imported::at));
  }

  /** Every trial of an experiment in plan order, without samples. */
  public static List<TrialResult> trials(Chronicle chronicle, ExperimentRecord experiment) {
    return IntStream.range(0, experiment.size())
        .mapToObj(
            place -> trial(experiment.trial(place), chronicle.state(experiment, place), List.of()))
        .toList();
  }

  /** A trial with its series. */
  public static TrialResult trial(PlannedTrial trial, TrialState state, List<SeriesPoint> samples) {
    return switch (state) {
      case Planned planned ->
          view(trial, state, Shown.nothing(trial.kernel()), Optional.empty(), samples);
      case OpenTrial open ->
          view(trial, state, Shown.of(open.assignment()), Optional.empty(), samples);
      case Ended ended ->
          view(
              trial,
              state,
              ended.attempted().map(Shown::of).orElseGet(() -> Shown.nothing(trial.kernel())),
              Optional.of(ended),
              samples);
    };
  }

  /** What is told of an experiment that moved on. */
  public static Event changed(Chronicle chronicle, ExperimentRecord experiment) {
    return new Event.ExperimentChanged(experiment.id(), summary(chronicle, experiment));
  }

  /** What is told of a trial that moved on. */
  public static Event.TrialChanged changed(PlannedTrial trial, TrialState state) {
    return new Event.TrialChanged(
        trial.id().experiment(), state.phase(), trial(trial, state, List.of()));
  }

  /** What tells where an experiment stands: itself first, then each trial that has begun. */
  public static List<Event> present(Chronicle chronicle, ExperimentRecord experiment) {
    List<Event> present = new ArrayList<>();
    present.add(changed(chronicle, experiment));
    for (int place = 0; place < experiment.size(); place++) {
      TrialState state = chronicle.state(experiment, place);
      if (state.outcome() != Outcome.PLANNED) {
        present.add(changed(experiment.trial(place), state));
      }
    }
    return present;
  }

  /** What an attempt adds to what was planned. */
  private record Shown(
      String kernel,
      Optional<Instant> startedAt,
      Optional<Integer> mtu,
      List<HostOutcome> hosts,
      Optional<SeriesJudgement> measurement,
      Optional<String> trafficTool,
      Optional<TrialConditions> conditions) {
    static Shown nothing(String kernel) {
      return new Shown(
          kernel,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    static Shown of(Assignment assignment) {
      return new Shown(
          assignment.kernel(),
          Optional.of(assignment.startedAt()),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.of(assignment.traffic().tool()),
          Optional.empty());
    }

    static Shown of(Ended.Attempted attempted) {
      return new Shown(
          attempted.kernel(),
          Optional.of(attempted.startedAt()),
          attempted.mtu(),
          attempted.hosts(),
          attempted.measurement(),
          attempted.trafficTool(),
          attempted.conditions());
    }
  }

  private static TrialResult view(
      PlannedTrial trial,
      TrialState state,
      Shown shown,
      Optional<Ended> ended,
      List<SeriesPoint> samples) {
    Optional<Failure> failure = ended.flatMap(end -> end.ending().failure());
    return new TrialResult(
        trial.id(),
        shown.kernel(),
        trial.hosts(),
        trial.levels().byFactor(),
        trial.repetition(),
        state.outcome(),
        ended
            .filter(end -> end.outcome() != Outcome.SKIPPED)
            .map(end -> shown.measurement().map(SeriesJudgement::verdict).orElse(Verdict.FAILED)),
        shown
            .measurement()
            .map(measured -> OptionalDouble.of(measured.medianMbitPerSecond()))
            .orElseGet(OptionalDouble::empty),
        shown.mtu().map(OptionalInt::of).orElseGet(OptionalInt::empty),
        failure,
        shown.startedAt(),
        ended.map(Ended::at),
        shown.hosts(),
        samples,
        shown.trafficTool(),
        Optional.empty(),
        shown.conditions(),
        ended.flatMap(end -> end.ending().enough()));
  }
}
