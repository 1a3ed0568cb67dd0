package org.tunnelbench.controller.trial;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.TrialConditions;
import org.tunnelbench.controller.analysis.SeriesJudgement;

/** An experiment in progress and where each of its trials stands. */
final class RunningExperiment {
  private ExperimentRecord record;
  private final TrialState[] states;

  private final WaitingTrials waiting = new WaitingTrials();

  /** Places of the trials in progress. */
  private final SortedSet<Integer> open = new TreeSet<>();

  /** Places of the trials that showed the same on every attempt. */
  private final SortedSet<Integer> persistent = new TreeSet<>();

  RunningExperiment(ExperimentRecord record) {
    this.record = record;
    states = new TrialState[record.size()];
    Arrays.fill(states, Planned.STATE);
    for (int place = 0; place < states.length; place++) {
      waiting.add(record.trial(place), 0);
    }
  }

  ExperimentRecord record() {
    return record;
  }

  void record(ExperimentRecord newer) {
    record = newer;
  }

  TrialState state(int place) {
    return states[place];
  }

  void put(int place, TrialState state) {
    if (states[place] instanceof Planned before) {
      waiting.remove(record.trial(place), before.repeats().size());
    }
    if (state instanceof Planned planned) {
      waiting.add(record.trial(place), planned.repeats().size());
    }
    states[place] = state;
    if (state instanceof OpenTrial) {
      open.add(place);
    } else {
      open.remove(place);
    }
    if (isPersistent(state)) {
      persistent.add(place);
    } else {
      persistent.remove(place);
    }
  }

  private static boolean isPersistent(TrialState state) {
    return state instanceof Ended ended
        && ended.conditions().flatMap(TrialConditions::persistent).isPresent();
  }

  /** The trials that have not begun. */
  WaitingTrials waiting() {
    return waiting;
  }

  /** How many attempts there were that are not counted, at all trials together. */
  int repeats() {
    return Arrays.stream(states).mapToInt(RunningExperiment::repeats).sum();
  }

  private static int repeats(TrialState state) {
    return switch (state) {
      case Planned planned -> planned.repeats().size();
      case OpenTrial open -> open.assignment().repeats().size();
      case Ended ended -> ended.conditions().map(known -> known.repeats().size()).orElse(0);
    };
  }

  /**
   * Whether another repetition of the trial's cell on its pair showed the same on every attempt.
   */
  boolean isKnownToPersist(PlannedTrial trial) {
    return persistent.stream()
        .filter(place -> place != trial.id().place())
        .map(record::trial)
        .anyMatch(trial::isOfTheCellOf);
  }

  /** The trials in progress, in plan order. */
  List<OpenTrial> open() {
    List<OpenTrial> trials = new ArrayList<>();
    for (int place : open) {
      if (states[place] instanceof OpenTrial trial) {
        trials.add(trial);
      }
    }
    return trials;
  }

  /** How the trials of a trial's cell that were measured look, in plan order. */
  List<SeriesJudgement> measured(PlannedTrial like) {
    List<SeriesJudgement> judgements = new ArrayList<>();
    for (int place = 0; place < states.length; place++) {
      if (states[place] instanceof Ended ended
          && ended.outcome() == Outcome.MEASURED
          && record.trial(place).isOfTheCellOf(like)) {
        ended.attempted().flatMap(Ended.Attempted::measurement).ifPresent(judgements::add);
      }
    }
    return judgements;
  }

  void cancelPlanned(Instant now) {
    for (PlannedTrial trial : waiting.inOrder()) {
      int place = trial.id().place();
      if (states[place] instanceof Planned planned) {
        put(place, planned.cancel(now));
      }
    }
  }

  boolean isOver() {
    return waiting.isEmpty() && open.isEmpty();
  }
}
