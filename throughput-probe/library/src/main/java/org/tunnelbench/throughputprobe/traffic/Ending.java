package org.tunnelbench.throughputprobe.traffic;

import java.time.Duration;
import java.util.Optional;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostaccess.StepResult;

/** How an end came to its end. */
sealed interface Ending {
  /** The process ended by itself, or by its limit. */
  record Exited(int code) implements Ending {}

  /** The host was lost. */
  record HostLost(String what) implements Ending {}

  /** It was not ready for traffic in time, and was ended. */
  record NotReady(Duration bound) implements Ending {}

  /** It still ran when the traffic's time and a grace had passed, and was ended. */
  record OutlastedItsTime() implements Ending {}

  /** The command's deadline passed, and it was ended. */
  record DeadlinePassed() implements Ending {}

  /** The probe was ended, or began again, while it ran. */
  record ProbeEnded() implements Ending {}

  /** It could not be started or watched, by a fault of the probe's own. */
  record Broken(String what) implements Ending {}

  /** The controller asked for it. */
  record Stopped() implements Ending {}

  /** The controller said that what was sent is enough. */
  record Enough() implements Ending {}

  /** Exit code of a shell, and of timeout(1), where the command does not exist. */
  int NOT_FOUND = 127;

  /** Likewise where it exists and may not be run. */
  int NOT_EXECUTABLE = 126;

  /**
   * Why the traffic failed; empty where it ran. iperf3's exit code does not tell (3.12's server
   * ends with 0 where its client was killed, 3.22's client where it was interrupted itself), so
   * what counts is whether the traffic's time was filled: whatever goes wrong after that, in the
   * exchange of results, loses nothing.
   */
  default Optional<Failure> judge(EndPlan plan, Progress progress) {
    boolean ran = progress.ranItsTime() || this instanceof OutlastedItsTime;
    return ran || this instanceof Enough || wasLeft(plan, progress)
        ? Optional.empty()
        : Optional.of(failure(plan, progress));
  }

  /**
   * Whether a receiver lost a sender that may end before its time. Whether that was meant to end is
   * for the sender's end to say.
   */
  private boolean wasLeft(EndPlan plan, Progress progress) {
    return this instanceof Exited
        && plan.end() == End.RECEIVER
        && plan.traffic().traffic().adaptive().isPresent()
        && progress.connected();
  }

  private Failure failure(EndPlan plan, Progress progress) {
    return switch (this) {
      case HostLost(var what) -> progress.failure(plan, FailureKind.HOST_UNREACHABLE, what);
      case Broken(var what) -> progress.failure(plan, FailureKind.INTERNAL, what);
      case NotReady(var bound) ->
          progress.failure(
              plan,
              FailureKind.TRAFFIC_FAILED,
              "the %s did not %s within %d s"
                  .formatted(
                      plan.endWord(),
                      plan.end() == End.RECEIVER ? "listen" : "connect",
                      bound.toSeconds()));
      case DeadlinePassed deadline -> deadlinePassed(plan, progress);
      case OutlastedItsTime outlasted -> deadlinePassed(plan, progress);
      case ProbeEnded ended ->
          progress.failure(
              plan,
              FailureKind.TRAFFIC_FAILED,
              "the probe was ended while the %s ran".formatted(plan.endWord()));
      case Enough enough -> throw new IllegalStateException("enough is no failure");
      case Stopped stopped ->
          progress.failure(
              plan,
              FailureKind.TRAFFIC_FAILED,
              "the %s was told to stop".formatted(plan.endWord()));
      case Exited(int code) -> exited(code, plan, progress);
    };
  }

  private static Failure exited(int code, EndPlan plan, Progress progress) {
    return switch (code) {
      case NOT_FOUND, NOT_EXECUTABLE ->
          progress.failure(
              plan,
              FailureKind.TOOL_MISSING,
              code,
              progress.tool() + " is not on the host, or may not be run");
      case StepResult.TIMED_OUT -> deadlinePassed(plan, progress);
      default ->
          progress.failure(
              plan,
              progress.portIsTaken() ? FailureKind.LEFTOVER_STATE : FailureKind.TRAFFIC_FAILED,
              code,
              "the %s ended after %.2f of %d s: %s"
                  .formatted(
                      plan.endWord(),
                      progress.reached(),
                      plan.traffic().traffic().seconds(),
                      progress.complaint().orElse(progress.tool() + " said no reason")));
    };
  }

  private static Failure deadlinePassed(EndPlan plan, Progress progress) {
    return progress.failure(
        plan,
        FailureKind.DEADLINE_PASSED,
        "the %s still ran when its deadline of %d s passed, after %.2f of %d s of traffic"
            .formatted(
                plan.endWord(),
                plan.traffic().deadline().toSeconds(),
                progress.reached(),
                plan.traffic().traffic().seconds()));
  }
}
