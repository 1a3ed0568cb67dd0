package org.tunnelbench.controller.application.record;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.TrialRecord;

/**
 * Something that a user wants changed; answered when Kafka has acknowledged it. Where the user has
 * given up waiting before its turn came, it is not done; what is being done then is done all the
 * same, and whoever asks again is told so.
 */
sealed interface Request {
  /** Where the answer is waited for. */
  CompletableFuture<Answer> answer();

  /** What it is about. */
  ExperimentId experimentId();

  /** An experiment is to be accepted. */
  record Submit(ExperimentRecord experiment, CompletableFuture<Answer> answer) implements Request {
    @Override
    public ExperimentId experimentId() {
      return experiment.id();
    }
  }

  /**
   * An experiment that was measured elsewhere is to be remembered.
   *
   * @param trials that ended there
   */
  record Adopt(
      ExperimentRecord experiment, List<TrialRecord> trials, CompletableFuture<Answer> answer)
      implements Request {
    public Adopt {
      trials = List.copyOf(trials);
    }

    @Override
    public ExperimentId experimentId() {
      return experiment.id();
    }
  }

  /** An experiment is to be cancelled. */
  record Cancel(ExperimentId experimentId, CompletableFuture<Answer> answer) implements Request {}

  /** An experiment is to be forgotten. */
  record Delete(ExperimentId experimentId, CompletableFuture<Answer> answer) implements Request {}
}
