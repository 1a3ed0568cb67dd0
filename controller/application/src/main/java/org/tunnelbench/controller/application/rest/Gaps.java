package org.tunnelbench.controller.application.rest;

import java.util.Optional;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.controller.application.record.SeriesReader.Kept;

/** Tells series of which samples were deleted with their topic's retention. */
final class Gaps {
  private static final String ALL = "Kafka does not keep the samples any more";
  private static final String FIRST = "Kafka does not keep the first samples any more";

  private Gaps() {}

  /** The trial with its series, and where that lacks something, with the reason. */
  static TrialResult fill(TrialResult trial, Kept kept) {
    return gap(trial.state(), kept)
        .map(gap -> trial.lacking(kept.points(), gap))
        .orElseGet(() -> trial.with(kept.points()));
  }

  /** Kafka deletes the oldest first: where the first interval is there, all are. */
  static Optional<String> gap(Outcome state, Kept kept) {
    if (state != Outcome.MEASURED || !kept.cut()) {
      return Optional.empty();
    }
    if (kept.points().isEmpty()) {
      return Optional.of(ALL);
    }
    return kept.points().getFirst().start() > 0 ? Optional.of(FIRST) : Optional.empty();
  }
}
