package org.tunnelbench.controller.application.record;

import org.tunnelbench.controller.trial.ExperimentRecord;

/** What became of a request. */
public sealed interface Answer {
  /**
   * It is done, or was done before.
   *
   * @param experiment as it is then
   */
  record Done(ExperimentRecord experiment) implements Answer {}

  /** There is no such experiment. */
  record Unknown() implements Answer {}

  /** Something else was submitted under the same key. */
  record OtherContent() implements Answer {}

  /** It has not ended. */
  record StillRunning() implements Answer {}

  /** It is forgotten, now or when it was asked for before in vain. */
  record Deleted() implements Answer {}

  /** No more is kept; the sentence says what the bound is and what to do. */
  record Full(String reason) implements Answer {}
}
