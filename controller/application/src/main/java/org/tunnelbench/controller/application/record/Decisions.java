package org.tunnelbench.controller.application.record;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.Effect;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.Orchestrator;

/** Decides what users ask for. Writes nothing: what follows from a decision comes out with it. */
final class Decisions {
  /** Bound on experiments that have not ended. */
  private static final int MOST_OPEN = 100;

  /** Bound on the trials of all experiments, which are kept in memory. */
  private static final int MOST_TRIALS = 50_000;

  /** Bound on the deletions that are remembered since nobody heard of them. */
  private static final int MOST_UNHEARD = 200;

  private static final Decided NO_ROOM =
      Decided.only(
          new Answer.Full(
              "at most %d trials are kept: delete experiments that are not needed any more"
                  .formatted(MOST_TRIALS)));

  private final Chronicle chronicle;
  private final Orchestrator orchestrator;

  /** What was deleted for users who had given up waiting: they will ask again. */
  private final Set<ExperimentId> deletedUnheard = new LinkedHashSet<>();

  Decisions(Chronicle chronicle, Orchestrator orchestrator) {
    this.chronicle = chronicle;
    this.orchestrator = orchestrator;
  }

  /**
   * A decision.
   *
   * @param answer true once the effects are written
   */
  record Decided(Answer answer, List<Effect> effects) {
    Decided {
      effects = List.copyOf(effects);
    }

    static Decided only(Answer answer) {
      return new Decided(answer, List.of());
    }
  }

  Decided decide(Request request, Instant now) {
    return switch (request) {
      case Request.Submit submit -> submit(submit.experiment(), now);
      case Request.Adopt adopt -> adopt(adopt);
      case Request.Cancel cancel -> cancel(cancel.experimentId(), now);
      case Request.Delete delete -> delete(delete.experimentId());
    };
  }

  /** Nobody waited for the answer any more when it was given. */
  void unheard(Request request, Answer answer) {
    if (answer instanceof Answer.Deleted && deletedUnheard.size() < MOST_UNHEARD) {
      deletedUnheard.add(request.experimentId());
    }
  }

  /** The answer as other replicas read it. */
  static Forwarded.Answered inWords(String request, Answer answer) {
    return switch (answer) {
      case Answer.Done done -> answered(request, Forwarded.Outcome.DONE);
      case Answer.Deleted deleted -> answered(request, Forwarded.Outcome.DONE);
      case Answer.Unknown unknown -> answered(request, Forwarded.Outcome.UNKNOWN);
      case Answer.OtherContent other -> answered(request, Forwarded.Outcome.OTHER_CONTENT);
      case Answer.StillRunning running -> answered(request, Forwarded.Outcome.STILL_RUNNING);
      case Answer.Full full ->
          new Forwarded.Answered(request, Forwarded.Outcome.FULL, full.reason());
    };
  }

  private static Forwarded.Answered answered(String request, Forwarded.Outcome outcome) {
    return new Forwarded.Answered(request, outcome, "");
  }

  private Decided submit(ExperimentRecord experiment, Instant now) {
    Optional<ExperimentRecord> before = chronicle.experiment(experiment.id());
    if (before.isPresent()) {
      return Decided.only(
          before.get().fingerprint().equals(experiment.fingerprint())
              ? new Answer.Done(before.get())
              : new Answer.OtherContent());
    }
    if (hasNoRoomFor(experiment)) {
      return NO_ROOM;
    }
    if (chronicle.open() >= MOST_OPEN) {
      return Decided.only(
          new Answer.Full(
              "at most %d experiments run or wait at a time: try again when one has ended"
                  .formatted(MOST_OPEN)));
    }
    return done(experiment, orchestrator.accept(experiment, now));
  }

  private boolean hasNoRoomFor(ExperimentRecord experiment) {
    return chronicle.trialsKept() + experiment.size() > MOST_TRIALS;
  }

  private Decided adopt(Request.Adopt asked) {
    Optional<ExperimentRecord> before = chronicle.experiment(asked.experimentId());
    if (before.isPresent()) {
      return Decided.only(
          Adoptions.isSame(chronicle, before.get(), asked)
              ? new Answer.Done(before.get())
              : new Answer.OtherContent());
    }
    return hasNoRoomFor(asked.experiment())
        ? NO_ROOM
        : done(asked.experiment(), orchestrator.adopt(asked.experiment(), asked.trials()));
  }

  private Decided cancel(ExperimentId id, Instant now) {
    Optional<ExperimentRecord> experiment = chronicle.experiment(id);
    return experiment.isEmpty()
        ? Decided.only(new Answer.Unknown())
        : done(experiment.get(), orchestrator.cancel(id, now));
  }

  /**
   * @param before the experiment as it is where no effect says otherwise
   */
  private static Decided done(ExperimentRecord before, List<Effect> effects) {
    ExperimentRecord after =
        effects.stream()
            .filter(Effect.WriteExperiment.class::isInstance)
            .map(effect -> ((Effect.WriteExperiment) effect).experiment())
            .filter(written -> written.id().equals(before.id()))
            .reduce(before, (earlier, later) -> later);
    return new Decided(new Answer.Done(after), effects);
  }

  private Decided delete(ExperimentId id) {
    Optional<ExperimentRecord> experiment = chronicle.experiment(id);
    if (experiment.isEmpty()) {
      return Decided.only(deletedUnheard.remove(id) ? new Answer.Deleted() : new Answer.Unknown());
    }
    return experiment.get().endedAt().isEmpty()
        ? Decided.only(new Answer.StillRunning())
        : new Decided(new Answer.Deleted(), orchestrator.delete(experiment.get()));
  }
}
