package org.tunnelbench.throughputprobe.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.throughputprobe.traffic.iperf3.Iperf3Command;
import org.tunnelbench.throughputprobe.traffic.iperf3.Iperf3Version;

/** The iperf3 of one host. It is asked for its version once, and again when the host was lost. */
final class Iperf3Tool {
  /** What the host answered. */
  sealed interface Answer {
    /** It has iperf3. */
    record Present(Iperf3Version version) implements Answer {}

    /** It has not, or could not be asked. */
    record Absent(Failure failure) implements Answer {}
  }

  private final HostAccess access;
  private final Duration bound;
  private Optional<Iperf3Version> known = Optional.empty();

  Iperf3Tool(HostAccess access, Duration bound) {
    this.access = access;
    this.bound = bound;
  }

  Answer version() throws InterruptedException {
    if (known.isPresent()) {
      return new Answer.Present(known.get());
    }
    try {
      Batch batch =
          new Batch(List.of(new HostStep.Run(Iperf3Command.VERSION)), Batch.WhenOneFails.GO_ON);
      StepResult said = access.run(batch, bound).results().getFirst();
      known = said.succeeded() ? Iperf3Version.parse(said.stdout()) : Optional.empty();
      return known
          .<Answer>map(Answer.Present::new)
          .orElseGet(() -> new Answer.Absent(missing(said)));
    } catch (HostUnreachableException e) {
      return new Answer.Absent(
          Failure.of(FailureKind.HOST_UNREACHABLE, access.host(), String.valueOf(e.getMessage())));
    }
  }

  /** The host was lost: it may come back with another system on it. */
  void forget() {
    known = Optional.empty();
  }

  private Failure missing(StepResult said) {
    return new Failure(
        FailureKind.TOOL_MISSING,
        Optional.of(access.host()),
        "iperf3 is not on the host, or does not say its version",
        Iperf3Command.VERSION,
        Optional.of(said.exitCode()),
        said.stdout() + said.stderr());
  }
}
