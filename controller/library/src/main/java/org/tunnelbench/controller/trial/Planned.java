package org.tunnelbench.controller.trial;

import java.time.Instant;
import java.util.List;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.trial.Failure;

/** Not begun. */
public record Planned() implements TrialState {
  /** Every trial that has not begun. */
  public static final Planned STATE = new Planned();

  /** Both hosts are leased: it begins. */
  public SettingUp begin(Assignment assignment) {
    return new SettingUp(assignment, List.of());
  }

  /** It cannot begin. */
  public Ended fail(Failure failure, Instant now) {
    return Ended.withoutAttempt(Ending.failed(failure), now);
  }

  /** It is not wanted any more. */
  public Ended cancel(Instant now) {
    return Ended.withoutAttempt(Ending.CANCELLED, now);
  }

  /** Enough of its cell was measured. */
  public Ended skip(String enough, Instant now) {
    return Ended.withoutAttempt(Ending.skipped(enough), now);
  }

  @Override
  public String phase() {
    return "planned";
  }

  @Override
  public Outcome outcome() {
    return Outcome.PLANNED;
  }
}
