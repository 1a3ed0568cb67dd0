package org.tunnelbench.controller.trial;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;

/**
 * How a trial ends.
 *
 * @param failure present exactly where the outcome is failed
 */
public record Ending(Outcome outcome, Optional<Failure> failure) {
  /** The traffic ran. */
  public static final Ending MEASURED = new Ending(Outcome.MEASURED, Optional.empty());

  /** Somebody cancelled it. */
  public static final Ending CANCELLED = new Ending(Outcome.CANCELLED, Optional.empty());

  /** What is seen from elsewhere when a host dies, before anybody says that it died. */
  private static final Set<FailureKind> SIGNS_OF_A_DEAD_HOST =
      EnumSet.of(
          FailureKind.TRAFFIC_FAILED,
          FailureKind.TUNNEL_SILENT,
          FailureKind.AGENT_SILENT,
          FailureKind.DEADLINE_PASSED);

  public Ending {
    InvalidValueException.unless(outcome.isFinal(), "outcome", outcome, "must be final");
    InvalidValueException.unless(
        failure.isPresent() == (outcome == Outcome.FAILED),
        "failure",
        failure.map(Failure::kind),
        "must be present exactly where the outcome is failed");
  }

  /** It failed. */
  public static Ending failed(Failure failure) {
    return new Ending(Outcome.FAILED, Optional.of(failure));
  }

  /**
   * The ending when it turns out that a host cannot be reached: that is then the reason of what was
   * seen of it before.
   */
  public Ending explainedBy(Failure unreachable) {
    boolean explains =
        outcome == Outcome.MEASURED
            || failure.filter(first -> SIGNS_OF_A_DEAD_HOST.contains(first.kind())).isPresent();
    return explains ? failed(unreachable) : this;
  }
}
