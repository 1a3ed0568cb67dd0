package org.tunnelbench.controller.trial;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;

/** A trial with an attempt in progress: its hosts are leased. */
public sealed interface OpenTrial extends TrialState
    permits SettingUp, StartingReceiver, Measuring, TakingDown {
  /** What was settled when the attempt began. */
  Assignment assignment();

  /** What the state asks of agents and probes; asking again is harmless. */
  List<Effect> commands();

  /**
   * Takes a report that is this attempt's in.
   *
   * @return this very state where the report says nothing new to it
   */
  OpenTrial take(Report report, Instant now);

  /** The attempt is to be undone, and the trial then to end so. */
  OpenTrial giveUp(Ending ending, Instant now);

  /** A host of the attempt cannot be reached. */
  OpenTrial lose(HostName host, Failure failure, Instant now);

  /**
   * Takes a report in.
   *
   * @return this very state where the report is of another attempt or says nothing new
   */
  default OpenTrial on(Report report, Instant now) {
    boolean mine =
        report.attempt().equals(assignment().attempt())
            && assignment().hosts().contains(report.host());
    return mine ? take(report, now) : this;
  }

  /** Gives the attempt up where its time is over; this very state where it is not. */
  default OpenTrial tick(Instant now) {
    if (now.isBefore(assignment().deadline())) {
      return this;
    }
    return giveUp(
        Ending.failed(
            new Failure(
                FailureKind.DEADLINE_PASSED,
                Optional.empty(),
                "the trial's deadline passed while it was " + phase(),
                List.of(),
                Optional.empty(),
                "")),
        now);
  }

  /** The state after an end was reported to have been taken down before anybody asked. */
  default OpenTrial takenDownUnasked(Report.EndpointDown down, Instant now) {
    Failure reason =
        down.failure()
            .orElseGet(
                () ->
                    Failure.of(
                        FailureKind.INTERNAL,
                        down.host(),
                        "the host's end was taken down while the trial was " + phase()));
    return giveUp(Ending.failed(reason), now).take(down, now);
  }

  @Override
  default Outcome outcome() {
    return Outcome.RUNNING;
  }
}
