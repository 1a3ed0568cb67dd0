package org.tunnelbench.controller.trial;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.api.Disturbance;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.trial.Failure;

/**
 * Not begun, or to be begun again.
 *
 * @param repeats why the attempts before are not counted; empty where there was none
 */
public record Planned(@JsonSetter(nulls = Nulls.AS_EMPTY) List<Disturbance> repeats)
    implements TrialState {
  /** Every trial that has not begun. */
  public static final Planned STATE = new Planned(List.of());

  public Planned {
    repeats = List.copyOf(repeats);
  }

  /** A trial whose attempt was disturbed, as those before it were. */
  static Planned again(List<Disturbance> before, Disturbance last) {
    List<Disturbance> repeats = new ArrayList<>(before);
    repeats.add(last);
    return new Planned(repeats);
  }

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
    return repeats.isEmpty() ? "planned" : "to be repeated";
  }

  @Override
  public Outcome outcome() {
    return Outcome.PLANNED;
  }
}
