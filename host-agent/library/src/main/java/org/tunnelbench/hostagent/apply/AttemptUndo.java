package org.tunnelbench.hostagent.apply;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostagent.plan.TrialNames;
import org.tunnelbench.hostagent.snapshot.HostState;
import org.tunnelbench.hostagent.snapshot.Snapshot;

/**
 * Undoes an attempt on its host, and proves that the host is clean of it. What undoing needs there,
 * the undo timer among it, goes only once nothing else is left: until then another try, or the host
 * by itself, can still undo.
 */
final class AttemptUndo {
  /** Bound on undoing an attempt and looking at the host. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private static final List<String> DELETE_POLICY = List.of("ip", "xfrm", "policy", "delete");

  private final HostAccess access;
  private final JournalEntry entry;
  private final Snapshot snapshot;

  AttemptUndo(HostAccess access, HostFacts facts, JournalEntry entry) {
    this.access = access;
    this.entry = entry;
    this.snapshot = new Snapshot(facts, entry.traces().settings());
  }

  /**
   * Undoes after the host was out of sight. One that is clean of it, as its own undo timer leaves
   * it, is let alone: what has an attempt's names or selectors now is somebody else's.
   */
  Undone recover() throws HostUnreachableException, InterruptedException {
    Optional<Look> first = lookFirst();
    if (first.isEmpty()) {
      return run();
    }
    return first.get().remains().isEmpty() ? first.get().undone() : undo(inversesOf(first.get()));
  }

  /** What stands before anything is undone; absent where nobody can tell. */
  private Optional<Look> lookFirst() throws HostUnreachableException, InterruptedException {
    List<StepResult> results = run(look());
    try {
      return Optional.of(read(results, Set.of()));
    } catch (EndpointException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * The commands that undo what was seen. A policy of the attempt's selectors is taken for its own
   * only where one with its request id stands, which all of its own have: the command that deletes
   * one names the selectors alone.
   */
  private List<List<String>> inversesOf(Look seen) {
    boolean own = seen.remains().stream().anyMatch(line -> line.startsWith("policy "));
    return entry.undo().stream()
        .filter(argv -> own || Collections.indexOfSubList(argv, DELETE_POLICY) != 0)
        .toList();
  }

  /** Undoes, whatever stands. */
  Undone run() throws HostUnreachableException, InterruptedException {
    return undo(entry.undo());
  }

  private Undone undo(List<List<String>> inverses)
      throws HostUnreachableException, InterruptedException {
    List<HostStep> steps = new ArrayList<>();
    inverses.forEach(argv -> steps.add(new HostStep.Run(argv)));
    int firstOfLook = steps.size();
    steps.addAll(look());
    List<StepResult> results = run(steps);
    try {
      Look seen =
          read(
              results.subList(Math.min(firstOfLook, results.size()), results.size()),
              entry.standUntilTheEnd());
      return new Undone(
          seen.differences(),
          seen.remains().isEmpty()
              ? removeTheLast()
              : Optional.of(notClean(seen.remains(), inverses, results)));
    } catch (EndpointException e) {
      return new Undone(List.of(), Optional.of(e.failure()));
    }
  }

  /**
   * What was seen on the host.
   *
   * @param differences from the snapshot before, one line each
   * @param remains of the attempt, a line each
   */
  private record Look(List<String> differences, List<String> remains) {
    Undone undone() {
      return new Undone(differences, Optional.empty());
    }
  }

  private List<HostStep> look() {
    List<HostStep> steps = new ArrayList<>(snapshot.steps());
    steps.add(new HostStep.Run(files()));
    return steps;
  }

  /**
   * Reads the answers to {@link #look()}.
   *
   * @param expected files that may still be there
   */
  private Look read(List<StepResult> results, Set<String> expected) throws EndpointException {
    int files = snapshot.steps().size();
    if (results.size() != files + 1) {
      throw SnapshotAnswers.incomplete(host(), "undoing " + entry.attempt());
    }
    HostState state = SnapshotAnswers.read(host(), snapshot, results.subList(0, files));
    List<String> remains = new ArrayList<>(state.madeBy(entry.traces(), entry.before()));
    remains.addAll(state.changedSettings(entry.before(), entry.undo()));
    remains.addAll(standing(results.get(files), expected));
    return new Look(state.differencesFrom(entry.before()), remains);
  }

  /** Removes what undoing needed; answers what is left of it. */
  private Optional<Failure> removeTheLast()
      throws HostUnreachableException, InterruptedException, EndpointException {
    if (entry.standUntilTheEnd().isEmpty()) {
      return Optional.empty();
    }
    List<HostStep> steps = new ArrayList<>();
    entry.lastOfAll().forEach(argv -> steps.add(new HostStep.Run(argv)));
    entry.undoTimer().ifPresent(folder -> steps.add(new HostStep.DisarmUndoTimer(folder)));
    steps.add(new HostStep.Run(files()));
    List<StepResult> results = run(steps);
    if (results.size() != steps.size()) {
      throw SnapshotAnswers.incomplete(host(), "ending the undoing of " + entry.attempt());
    }
    List<String> remains = standing(results.getLast(), Set.of());
    return remains.isEmpty()
        ? Optional.empty()
        : Optional.of(notClean(remains, entry.lastOfAll(), results));
  }

  private List<StepResult> run(List<HostStep> steps)
      throws HostUnreachableException, InterruptedException {
    return access.run(new Batch(steps, Batch.WhenOneFails.GO_ON), LIMIT).results();
  }

  /** Prints the attempt's files and folders. */
  private List<String> files() {
    return List.of(
        "find", TrialNames.RUN, "-maxdepth", "1", "-name", entry.traces().prefix() + "*");
  }

  /** A line for each file that was printed, but for those that may still be there. */
  private List<String> standing(StepResult printed, Set<String> expected) throws EndpointException {
    if (!printed.succeeded()) {
      throw new EndpointException(
          CommandFailure.of(host(), files(), printed.exitCode(), printed.stderr().strip()));
    }
    return printed
        .stdout()
        .lines()
        .filter(file -> !expected.contains(file))
        .map("file "::concat)
        .toList();
  }

  private Failure notClean(
      List<String> remains, List<List<String>> commands, List<StepResult> results) {
    String message =
        host() + ": what " + entry.attempt() + " made is still there: " + remains.getFirst();
    for (int place = 0; place < commands.size(); place++) {
      StepResult result = results.get(place);
      if (!result.succeeded()) {
        return new Failure(
            FailureKind.NOT_CLEAN,
            Optional.of(host()),
            message,
            commands.get(place),
            Optional.of(result.exitCode()),
            CommandFailure.output(result));
      }
    }
    return Failure.of(FailureKind.NOT_CLEAN, host(), message);
  }

  private HostName host() {
    return access.host();
  }
}
