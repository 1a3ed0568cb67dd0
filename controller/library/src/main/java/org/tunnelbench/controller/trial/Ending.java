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
 * @param enough why its traffic was enough before its time, or why there need be none
 */
public record Ending(Outcome outcome, Optional<Failure> failure, Optional<String> enough) {
  /** The traffic ran. */
  public static final Ending MEASURED = measured(Optional.empty());

  /** Somebody cancelled it. */
  public static final Ending CANCELLED =
      new Ending(Outcome.CANCELLED, Optional.empty(), Optional.empty());

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

  /** The traffic ran, to its end or until it was enough. */
  public static Ending measured(Optional<String> enough) {
    return new Ending(Outcome.MEASURED, Optional.empty(), enough);
  }

  /** It is not needed any more. */
  public static Ending skipped(String enough) {
    return new Ending(Outcome.SKIPPED, Optional.empty(), Optional.of(enough));
  }

  /** It failed. */
  public static Ending failed(Failure failure) {
    return new Ending(Outcome.FAILED, Optional.of(failure), Optional.empty());
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
