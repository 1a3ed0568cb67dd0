package org.tunnelbench.throughputprobe.traffic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.throughputprobe.traffic.iperf3.Iperf3Command;
import org.tunnelbench.throughputprobe.traffic.iperf3.Iperf3Version;
import org.tunnelbench.throughputprobe.traffic.shell.IperfCommand;

/**
 * The tools of one host that make traffic. Each is asked for its version once, and again when the
 * host was lost.
 */
final class HostTools {
  /** What the host answered. */
  sealed interface Answer {
    /** It has the tool. */
    record Present(TrafficTool tool) implements Answer {}

    /** It has not, or could not be asked. */
    record Absent(Failure failure) implements Answer {}
  }

  private final HostAccess access;
  private final Duration bound;
  private final Map<String, TrafficTool> known =
      new HashMap<>(Map.of(TrafficSpec.SHELL, new TrafficTool.Shell()));

  HostTools(HostAccess access, Duration bound) {
    this.access = access;
    this.bound = bound;
  }

  /** The tool of this name; what says to choose one is iperf3. */
  Answer tool(String name) throws InterruptedException {
    TrafficTool before = known.get(name);
    if (before != null) {
      return new Answer.Present(before);
    }
    boolean forerunner = name.equals(TrafficSpec.IPERF);
    List<String> question = forerunner ? IperfCommand.VERSION : Iperf3Command.VERSION;
    try {
      Batch batch = new Batch(List.of(new HostStep.Run(question)), Batch.WhenOneFails.GO_ON);
      StepResult said = access.run(batch, bound).results().getFirst();
      Optional<TrafficTool> found =
          forerunner ? iperf(said) : iperf3(said).map(TrafficTool.Iperf3::new);
      found.ifPresent(tool -> known.put(name, tool));
      return found
          .<Answer>map(Answer.Present::new)
          .orElseGet(() -> new Answer.Absent(missing(question, said)));
    } catch (HostUnreachableException e) {
      return new Answer.Absent(
          Failure.of(FailureKind.HOST_UNREACHABLE, access.host(), String.valueOf(e.getMessage())));
    }
  }

  /** The host was lost: it may come back with another system on it. */
  void forget() {
    known.keySet().removeIf(name -> !name.equals(TrafficSpec.SHELL));
  }

  private static Optional<Iperf3Version> iperf3(StepResult said) {
    return said.succeeded() ? Iperf3Version.parse(said.stdout()) : Optional.empty();
  }

  /** Up to 2.0.5 it tells its version on standard error, and exits 1. */
  private static Optional<TrafficTool> iperf(StepResult said) {
    return (said.stdout() + said.stderr())
        .lines()
        .filter(line -> line.startsWith("iperf version 2"))
        .findFirst()
        .map(TrafficTool.Iperf::new);
  }

  private Failure missing(List<String> question, StepResult said) {
    return new Failure(
        FailureKind.TOOL_MISSING,
        Optional.of(access.host()),
        question.getFirst() + " is not on the host, or does not say its version",
        question,
        Optional.of(said.exitCode()),
        said.stdout() + said.stderr());
  }
}
