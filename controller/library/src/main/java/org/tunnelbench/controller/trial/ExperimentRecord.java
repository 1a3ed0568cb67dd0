package org.tunnelbench.controller.trial;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Optional;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.ExperimentId;

/**
 * What the controller remembers of an experiment: a value of the compacted topic of experiments.
 *
 * @param fingerprint of what was submitted: equal exactly where the same was submitted again
 * @param cancelledAt when somebody asked to cancel it
 * @param endedAt when its last trial had ended
 * @param imported present where it was measured elsewhere
 */
public record ExperimentRecord(
    ExperimentId id,
    ExperimentDocument document,
    String fingerprint,
    ExperimentPlan plan,
    Instant submittedAt,
    Optional<Instant> cancelledAt,
    Optional<Instant> endedAt,
    Optional<Imported> imported) {
  /** Attempt numbers count the seconds from here, 2026-01-01T00:00:00Z, until the year 2094. */
  private static final long FIRST_SECOND = 1_767_225_600L;

  /** An experiment that was just submitted. */
  public static ExperimentRecord submitted(
      ExperimentId id,
      ExperimentDocument document,
      String fingerprint,
      ExperimentPlan plan,
      Instant now) {
    return new ExperimentRecord(
        id, document, fingerprint, plan, now, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same, asked to be cancelled; the first request counts. */
  public ExperimentRecord cancelled(Instant now) {
    return new ExperimentRecord(
        id,
        document,
        fingerprint,
        plan,
        submittedAt,
        Optional.of(cancelledAt.orElse(now)),
        endedAt,
        imported);
  }

  /** The same, with its last trial ended. */
  public ExperimentRecord ended(Instant now) {
    return new ExperimentRecord(
        id, document, fingerprint, plan, submittedAt, cancelledAt, Optional.of(now), imported);
  }

  /** The same as an import. */
  public ExperimentRecord imported(Imported as) {
    return imported(Optional.of(as));
  }

  /** The same as it was where it was measured. */
  public ExperimentRecord asMeasured() {
    return imported(Optional.empty());
  }

  private ExperimentRecord imported(Optional<Imported> as) {
    return new ExperimentRecord(
        id, document, fingerprint, plan, submittedAt, cancelledAt, endedAt, as);
  }

  /** Where it stands. */
  @JsonIgnore
  public ExperimentState state() {
    if (endedAt.isEmpty()) {
      return ExperimentState.RUNNING;
    }
    return cancelledAt.isPresent() ? ExperimentState.CANCELLED : ExperimentState.DONE;
  }

  /** How many trials it has. */
  @JsonIgnore
  public int size() {
    return plan.slots().size();
  }

  /** The trial at a place of its plan, from 0. */
  public PlannedTrial trial(int place) {
    return plan.trial(id, place);
  }

  /**
   * The attempt at the trial at a place. Its number tells this submission from an earlier one of
   * the same id that was deleted, which agents and probes may still remember; an attempt takes
   * longer than a second, so that of a repeat is none of a later submission.
   *
   * @param repeats how many attempts there were before
   */
  public Attempt attempt(int place, int repeats) {
    long number = Math.max(1, submittedAt.getEpochSecond() - FIRST_SECOND) + repeats;
    return new Attempt(trial(place).id(), (int) Math.min(number, Integer.MAX_VALUE));
  }
}
