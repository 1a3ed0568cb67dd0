package org.tunnelbench.throughputprobe.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.BatchResult;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.StepResult;

/**
 * Ends on a host what a former process of the probe started there, and nothing else: a process is
 * ours where its whole command line ends with the argv that the journal has.
 */
final class Leftovers {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final int TRIES = 20;
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** pidof(8): there is no such process. cat(1): there is no such file. */
  private static final int NO_SUCH = 1;

  private final HostAccess access;

  Leftovers(HostAccess access) {
    this.access = access;
  }

  /** Nothing of it runs once this returns empty. */
  Optional<Failure> remove(JournalEntry.Open entry) throws InterruptedException {
    try {
      for (String process : candidates(entry)) {
        if (isOurs(process, access.placed(entry.argv()))
            && !end(process, "-TERM")
            && !end(process, "-KILL")) {
          return Optional.of(
              failure(
                  FailureKind.LEFTOVER_STATE,
                  "process %s (%s) could not be ended"
                      .formatted(process, String.join(" ", entry.argv()))));
        }
      }
      return Optional.empty();
    } catch (HostUnreachableException e) {
      return Optional.of(failure(FailureKind.HOST_UNREACHABLE, String.valueOf(e.getMessage())));
    } catch (CannotTellException e) {
      return Optional.of(e.failure);
    }
  }

  private List<String> candidates(JournalEntry.Open entry)
      throws HostUnreachableException, InterruptedException, CannotTellException {
    return switch (entry) {
      case JournalEntry.Running running -> List.of(Long.toString(running.processId()));
      case JournalEntry.Starting starting -> processesOf(access.placed(starting.argv()).getFirst());
    };
  }

  private List<String> processesOf(String tool)
      throws HostUnreachableException, InterruptedException, CannotTellException {
    String processes = ask(List.of("pidof", tool)).strip();
    return processes.isEmpty() ? List.of() : List.of(processes.split("\\s+", -1));
  }

  private boolean isOurs(String process, List<String> argv)
      throws HostUnreachableException, InterruptedException, CannotTellException {
    String commandLine = ask(List.of("cat", "/proc/" + process + "/cmdline"));
    List<String> words = Arrays.asList(commandLine.split("\0", -1));
    List<String> spoken = words.subList(0, words.size() - 1);
    return spoken.size() >= argv.size()
        && spoken.subList(spoken.size() - argv.size(), spoken.size()).equals(argv);
  }

  /** What a question printed; empty where the host answers that there is no such thing. */
  private String ask(List<String> argv)
      throws HostUnreachableException, InterruptedException, CannotTellException {
    StepResult said = run(List.of(new HostStep.Run(argv))).results().getFirst();
    if (!said.succeeded() && said.exitCode() != NO_SUCH) {
      throw new CannotTellException(
          new Failure(
              FailureKind.LEFTOVER_STATE,
              Optional.of(access.host()),
              "whether traffic was left running could not be found out",
              argv,
              Optional.of(said.exitCode()),
              said.stdout() + said.stderr()));
    }
    return said.stdout();
  }

  /** A process that has ended but that nobody has waited for yet has no executable any more. */
  private boolean end(String process, String signal)
      throws HostUnreachableException, InterruptedException {
    List<HostStep> steps =
        List.of(
            new HostStep.Try(List.of("kill", signal, process)),
            new HostStep.RunUntilItSucceeds(
                List.of("test", "!", "-e", "/proc/" + process + "/exe"), TRIES, PAUSE));
    return run(steps).results().getLast().succeeded();
  }

  private BatchResult run(List<HostStep> steps)
      throws HostUnreachableException, InterruptedException {
    return access.run(new Batch(new ArrayList<>(steps), Batch.WhenOneFails.GO_ON), LIMIT);
  }

  private Failure failure(FailureKind kind, String message) {
    return Failure.of(kind, access.host(), message);
  }

  /** What runs on the host could not be seen. */
  private static final class CannotTellException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Failure failure;

    CannotTellException(Failure failure) {
      super(failure.message());
      this.failure = failure;
    }
  }
}
