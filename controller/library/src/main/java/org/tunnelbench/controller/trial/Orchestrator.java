package org.tunnelbench.controller.trial;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.api.Disturbance;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialConditions;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Report.EndpointDown;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.analysis.SeriesJudgement;

/**
 * Drives the trials of all experiments through their states. It has no clock, no thread and no
 * network: what happened goes in, with its time, and what is to be written to which topic comes
 * out. What it wants written is complete: another one that is given the {@link Chronicle} of these
 * records goes on in the same place.
 *
 * <p>Not thread-safe. Longer than files are here: what happens and what follows from it is told in
 * one place, and what it is made of ({@link Hosts}, {@link Leases}, the states) stands elsewhere.
 */
public final class Orchestrator {
  private final Patience patience;
  private final Hosts hosts;
  private final Beginnings beginnings;
  private final Leases leases = new Leases();
  private final Map<ExperimentId, RunningExperiment> running = new LinkedHashMap<>();
  private final Map<TrialId, TrialSeries> series = new HashMap<>();
  private final Reading read;

  /** Whether a trial that could not begin before may now, for another reason than the time. */
  private boolean freed;

  /**
   * One that goes on where the record ends.
   *
   * @param ends how far the record was read
   */
  public Orchestrator(
      Chronicle chronicle, Positions ends, AttemptPlanner planner, Patience patience, Instant now) {
    this.patience = patience;
    hosts = new Hosts(now);
    beginnings = new Beginnings(planner, hosts);
    for (ExperimentRecord experiment : chronicle.experiments()) {
      recall(chronicle, experiment, now);
    }
    // After the doubts that old trials left, so that later words of the agents end them.
    for (Chronicle.Heard heard : chronicle.hosts()) {
      hosts.heard(heard.status(), heard.offset(), now);
    }
    read = firstUnread(ends);
  }

  private void recall(Chronicle chronicle, ExperimentRecord experiment, Instant now) {
    if (experiment.imported().isPresent()) {
      // Its hosts are another fleet's, whatever they are called.
      return;
    }
    RunningExperiment recalled = new RunningExperiment(experiment);
    for (int place = 0; place < experiment.size(); place++) {
      TrialState state = chronicle.state(experiment, place);
      recalled.put(place, state);
      switch (state) {
        case OpenTrial open -> occupy(experiment.trial(place), open.assignment());
        case Ended ended -> doubtUnproved(experiment.trial(place).id(), ended, now);
        case Planned planned -> {}
      }
    }
    if (experiment.endedAt().isEmpty()) {
      running.put(experiment.id(), recalled);
    }
  }

  private Reading firstUnread(Positions ends) {
    Reading first = new Reading(ends);
    for (OpenTrial open : open()) {
      Positions since = open.assignment().since();
      open.assignment()
          .hosts()
          .forEach(host -> first.repeatReports(host, since.of(host).reports()));
      first.repeatSamples(since.samples());
    }
    hosts.doubts().forEach((host, doubt) -> first.repeatReports(host, doubt.reportsFrom(host)));
    return first;
  }

  private List<OpenTrial> open() {
    return running.values().stream().flatMap(experiment -> experiment.open().stream()).toList();
  }

  /** What is to be read next of the topics. */
  public Positions read() {
    return read.positions();
  }

  /** Whether no host and no resource is held by any trial. */
  public boolean areAllLeasesFree() {
    return leases.areAllFree();
  }

  /** Asks again for what the trials in progress wait for, and begins what can begin. */
  public List<Effect> resume(Instant now) {
    List<Effect> effects = new ArrayList<>();
    for (OpenTrial open : open()) {
      effects.addAll(open.commands());
    }
    for (RunningExperiment experiment : List.copyOf(running.values())) {
      if (experiment.record().cancelledAt().isPresent()) {
        giveUpAll(experiment, now, effects);
      }
      finish(experiment, now, effects);
    }
    advance(now, effects);
    return effects;
  }

  /** An experiment was accepted. */
  public List<Effect> accept(ExperimentRecord experiment, Instant now) {
    List<Effect> effects = new ArrayList<>();
    RunningExperiment accepted = new RunningExperiment(experiment);
    if (running.putIfAbsent(experiment.id(), accepted) != null) {
      return effects;
    }
    effects.add(new Effect.WriteExperiment(experiment));
    finish(accepted, now, effects);
    advance(now, effects);
    return effects;
  }

  /** An experiment is to be cancelled; nothing happens where it has ended. */
  public List<Effect> cancel(ExperimentId id, Instant now) {
    List<Effect> effects = new ArrayList<>();
    @Nullable RunningExperiment experiment = running.get(id);
    if (experiment == null || experiment.record().cancelledAt().isPresent()) {
      return effects;
    }
    experiment.record(experiment.record().cancelled(now));
    effects.add(new Effect.WriteExperiment(experiment.record()));
    experiment.cancelPlanned(now);
    giveUpAll(experiment, now, effects);
    finish(experiment, now, effects);
    advance(now, effects);
    return effects;
  }

  private void giveUpAll(RunningExperiment experiment, Instant now, List<Effect> effects) {
    for (OpenTrial open : experiment.open()) {
      move(experiment, open, open.giveUp(Ending.CANCELLED, now), effects);
    }
  }

  /**
   * An experiment that was measured elsewhere is to be remembered.
   *
   * @param trials that ended there; the others were cancelled with it
   */
  public List<Effect> adopt(ExperimentRecord experiment, List<TrialRecord> trials) {
    List<Effect> effects = new ArrayList<>();
    trials.forEach(trial -> effects.add(new Effect.WriteTrial(trial)));
    effects.add(new Effect.WriteExperiment(experiment));
    return effects;
  }

  /** An experiment that has ended is to be forgotten. */
  public List<Effect> delete(ExperimentRecord experiment) {
    if (running.containsKey(experiment.id())) {
      throw new IllegalStateException("experiment " + experiment.id() + " has not ended");
    }
    List<Effect> effects = new ArrayList<>();
    for (int place = 0; place < experiment.size(); place++) {
      effects.add(new Effect.EraseTrial(TrialId.of(experiment.id(), place)));
    }
    effects.add(new Effect.EraseExperiment(experiment.id()));
    hosts.forget(experiment.id());
    return effects;
  }

  /** An agent spoke of its host, at this offset of the host's topic of facts. */
  public List<Effect> heard(HostStatus status, long offset, Instant now) {
    read.tookFacts(status.host(), offset);
    hosts.heard(status, offset, now);
    List<Effect> effects = new ArrayList<>();
    advance(now, effects);
    return effects;
  }

  private void loseIfUnreachable(HostName host, Instant now, List<Effect> effects) {
    boolean unreachable =
        hosts
            .status(host)
            .filter(status -> status.condition() == HostCondition.UNREACHABLE)
            .isPresent();
    if (unreachable) {
      leases
          .holder(host)
          .ifPresent(
              trial ->
                  change(trial, now, effects, open -> open.lose(host, hosts.absence(host), now)));
    }
  }

  /** An agent or a probe reported, at this offset of the host's topic of reports. */
  public List<Effect> reported(Report report, long offset, Instant now) {
    read.tookReport(report.host(), offset);
    List<Effect> effects = new ArrayList<>();
    change(report.attempt().trial(), now, effects, open -> open.on(report, now));
    if (report instanceof EndpointDown down) {
      proveLate(down, now, effects);
    }
    advanceIfFreed(now, effects);
    return effects;
  }

  private void proveLate(EndpointDown down, Instant now, List<Effect> effects) {
    Optional<Hosts.Doubt> doubt =
        hosts.doubt(down.host()).filter(open -> open.trial().equals(down.attempt().trial()));
    if (doubt.isEmpty() || !Ended.proves(down)) {
      return;
    }
    Ended proved = doubt.get().end().with(down);
    hosts.trust(down.host(), now);
    freed = true;
    @Nullable RunningExperiment experiment = running.get(doubt.get().trial().experiment());
    if (experiment != null) {
      experiment.put(doubt.get().trial().place(), proved);
    }
    if (!doubt.get().forgotten()) {
      effects.add(new Effect.WriteTrial(new TrialRecord(doubt.get().trial(), proved)));
    }
  }

  /** A sample came, at this offset of the topic of samples. */
  public List<Effect> sampled(TrafficSample sample, long offset, Instant now) {
    read.tookSample(offset);
    List<Effect> effects = new ArrayList<>();
    @Nullable TrialSeries open = series.get(sample.attempt().trial());
    if (open != null && open.add(sample.withoutCounters())) {
      change(sample.attempt().trial(), now, effects, trial -> judged(trial, sample, open));
      advanceIfFreed(now, effects);
    }
    return effects;
  }

  private OpenTrial judged(OpenTrial trial, TrafficSample sample, TrialSeries open) {
    @Nullable RunningExperiment experiment = running.get(sample.attempt().trial().experiment());
    return experiment == null || sample.end() != End.RECEIVER
        ? trial
        : Sufficiency.after(trial, experiment, open);
  }

  /**
   * Time went on, and what the topics held at the start was taken in: only then is it known that
   * something did not come in its time, or before a host was lost.
   */
  public List<Effect> tick(Instant now) {
    List<Effect> effects = new ArrayList<>();
    for (OpenTrial open : open()) {
      TrialId trial = open.assignment().attempt().trial();
      change(trial, now, effects, state -> state.tick(now));
      open.assignment().hosts().forEach(host -> loseIfUnreachable(host, now, effects));
      endIfOverdue(trial, now, effects);
    }
    advance(now, effects);
    return effects;
  }

  private void endIfOverdue(TrialId trial, Instant now, List<Effect> effects) {
    @Nullable RunningExperiment experiment = running.get(trial.experiment());
    if (experiment != null
        && experiment.state(trial.place()) instanceof TakingDown down
        && down.isOverdue(now)) {
      end(experiment, down, now, effects);
    }
  }

  private interface Transition {
    OpenTrial from(OpenTrial open);
  }

  private void change(TrialId trial, Instant now, List<Effect> effects, Transition transition) {
    @Nullable RunningExperiment experiment = running.get(trial.experiment());
    if (experiment == null || trial.place() >= experiment.record().size()) {
      return;
    }
    if (experiment.state(trial.place()) instanceof OpenTrial open) {
      OpenTrial next = transition.from(open);
      move(experiment, open, next, effects);
      if (next instanceof TakingDown down && down.isOver(seriesOf(trial))) {
        end(experiment, down, now, effects);
      }
    }
  }

  private TrialSeries seriesOf(TrialId trial) {
    @Nullable TrialSeries open = series.get(trial);
    if (open == null) {
      throw new IllegalStateException("trial " + trial + " is open without a series");
    }
    return open;
  }

  /**
   * Only another phase is written: what came in within one is read again from the topics after a
   * restart, since the attempt remembers where they stood when it began.
   */
  private static void move(
      RunningExperiment experiment, OpenTrial before, OpenTrial after, List<Effect> effects) {
    TrialId trial = before.assignment().attempt().trial();
    experiment.put(trial.place(), after);
    if (!after.phase().equals(before.phase())) {
      effects.add(new Effect.WriteTrial(new TrialRecord(trial, after)));
      effects.addAll(after.commands());
    }
  }

  private void end(
      RunningExperiment experiment, TakingDown down, Instant now, List<Effect> effects) {
    TrialId trial = down.assignment().attempt().trial();
    TrialSeries kept = seriesOf(trial);
    boolean measured = down.ending().outcome() == Outcome.MEASURED;
    Ended ended =
        down.end(
            measured ? Optional.of(SeriesJudgement.of(kept.points())) : Optional.empty(),
            measured ? Optional.of(conditions(experiment, down, kept.points())) : Optional.empty(),
            read.positions(down.assignment().hosts()),
            now);
    series.remove(trial);
    leases.release(trial);
    freed = true;
    Optional<Disturbance> disturbed =
        ended
            .conditions()
            .flatMap(TrialConditions::disturbed)
            .filter(reason -> mayRepeat(experiment, down.assignment(), ended));
    if (disturbed.isPresent()) {
      repeat(experiment, down.assignment(), disturbed.get(), effects);
      return;
    }
    doubtUnproved(trial, ended, now);
    endAs(experiment, trial, ended, effects);
    if (measured) {
      skipWhatIsNotNeeded(experiment, experiment.record().trial(trial.place()), now, effects);
    }
    finish(experiment, now, effects);
  }

  private static TrialConditions conditions(
      RunningExperiment experiment, TakingDown down, List<SeriesPoint> points) {
    PlannedTrial trial = experiment.record().trial(down.assignment().attempt().trial().place());
    return Disturbances.judge(
        down.over(),
        points,
        trial.pair().lossless(),
        down.assignment().repeats(),
        experiment.isKnownToPersist(trial));
  }

  /** An attempt is not counted only where it was proved to have left nothing behind. */
  private static boolean mayRepeat(
      RunningExperiment experiment, Assignment assignment, Ended ended) {
    return ended.outcome() == Outcome.MEASURED
        && ended.leftAllClean()
        && experiment.record().cancelledAt().isEmpty()
        && Disturbances.mayRepeat(
            assignment.repeats().size(), experiment.repeats(), experiment.record().size());
  }

  private static void repeat(
      RunningExperiment experiment,
      Assignment assignment,
      Disturbance reason,
      List<Effect> effects) {
    TrialId trial = assignment.attempt().trial();
    Planned again = Planned.again(assignment.repeats(), reason);
    experiment.put(trial.place(), again);
    effects.add(new Effect.WriteTrial(new TrialRecord(trial, again)));
  }

  /** What is to be repeated stays: why is told with it. */
  private static void skipWhatIsNotNeeded(
      RunningExperiment experiment, PlannedTrial like, Instant now, List<Effect> effects) {
    Optional<String> enough = Sufficiency.ofCell(experiment, like);
    if (enough.isEmpty()) {
      return;
    }
    for (PlannedTrial trial : experiment.waiting().inOrder()) {
      boolean first = experiment.state(trial.id().place()).equals(Planned.STATE);
      if (first && trial.isOfTheCellOf(like)) {
        endAs(experiment, trial.id(), Planned.STATE.skip(enough.get(), now), effects);
      }
    }
  }

  private void doubtUnproved(TrialId trial, Ended ended, Instant now) {
    ended
        .attempted()
        .ifPresent(
            attempted ->
                attempted
                    .unproved()
                    .forEach(host -> hosts.doubt(host, Hosts.Doubt.by(trial, ended), now)));
  }

  private static void endAs(
      RunningExperiment experiment, TrialId trial, Ended ended, List<Effect> effects) {
    experiment.put(trial.place(), ended);
    effects.add(new Effect.WriteTrial(new TrialRecord(trial, ended)));
  }

  private void finish(RunningExperiment experiment, Instant now, List<Effect> effects) {
    if (experiment.isOver()) {
      running.remove(experiment.record().id());
      effects.add(new Effect.WriteExperiment(experiment.record().ended(now)));
    }
  }

  /**
   * Begins what can begin since hosts were freed. Pairs that are in use are passed over: of a fleet
   * that is busy these are all but a few, and this is asked after every trial.
   */
  private void advanceIfFreed(Instant now, List<Effect> effects) {
    if (freed) {
      advance(leases::isFree, now, effects);
    }
  }

  /** Begins every trial that can begin, and ends those that have waited too long for a host. */
  private void advance(Instant now, List<Effect> effects) {
    advance(pair -> true, now, effects);
  }

  private void advance(Predicate<PairEntry> asked, Instant now, List<Effect> effects) {
    for (RunningExperiment experiment : List.copyOf(running.values())) {
      experiment.waiting().offer(asked, trial -> advance(experiment, trial, now, effects));
      if (running.containsKey(experiment.record().id())) {
        finish(experiment, now, effects);
      }
    }
    freed = false;
  }

  /** Whether the trial waits no longer. */
  private boolean advance(
      RunningExperiment experiment, PlannedTrial trial, Instant now, List<Effect> effects) {
    Optional<HostName> absent =
        trial.hosts().stream().filter(host -> !hosts.isAvailable(host)).findFirst();
    if (absent.isEmpty()) {
      return leases.isFree(trial.pair()) && begin(experiment, trial, now, effects);
    }
    boolean over = isLongAbsent(trial, experiment.record().submittedAt(), now);
    if (over) {
      Failure failure = hosts.absence(absent.get());
      endAs(experiment, trial.id(), Planned.STATE.fail(failure, now), effects);
    }
    return over;
  }

  private boolean isLongAbsent(PlannedTrial trial, Instant submittedAt, Instant now) {
    return trial.hosts().stream()
        .anyMatch(host -> hosts.isAbsentFor(host, patience.host(), submittedAt, now));
  }

  private boolean begin(
      RunningExperiment experiment, PlannedTrial trial, Instant now, List<Effect> effects) {
    if (!(experiment.state(trial.id().place()) instanceof Planned planned)) {
      return false;
    }
    TrialState begun =
        beginnings.begin(experiment.record(), trial, planned, read.positions(trial.hosts()), now);
    experiment.put(trial.id().place(), begun);
    effects.add(new Effect.WriteTrial(new TrialRecord(trial.id(), begun)));
    if (begun instanceof OpenTrial open) {
      occupy(trial, open.assignment());
      effects.addAll(open.commands());
    }
    return true;
  }

  private void occupy(PlannedTrial trial, Assignment assignment) {
    leases.take(trial.pair(), trial.id());
    series.put(trial.id(), new TrialSeries(assignment.attempt()));
  }
}
