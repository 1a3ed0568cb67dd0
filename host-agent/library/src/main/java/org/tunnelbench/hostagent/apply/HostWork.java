package org.tunnelbench.hostagent.apply;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.BatchResult;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostagent.plan.Diagnosis;
import org.tunnelbench.hostagent.plan.Plan;
import org.tunnelbench.hostagent.setting.Setting;
import org.tunnelbench.hostagent.snapshot.HostState;
import org.tunnelbench.hostagent.snapshot.Snapshot;

/** What an agent does on a host, each in one round trip. */
public final class HostWork {
  /**
   * Bound on looking at a host: as long as everything else may take, since what watches there then
   * stays from one to the next.
   */
  public static final Duration LOOK_LIMIT = AttemptUndo.LIMIT;

  /** Bound on undoing an attempt, in its two parts, and looking at the host. */
  public static final Duration UNDO_LIMIT = AttemptUndo.LIMIT.multipliedBy(2);

  private final HostAccess access;
  private final HostFacts facts;

  /** Work on a host with these facts. */
  public HostWork(HostAccess access, HostFacts facts) {
    this.access = access;
    this.facts = facts;
  }

  /** What stands on the host, with the values of these settings. */
  public HostState look(List<Setting> settings)
      throws HostUnreachableException, InterruptedException, EndpointException {
    Snapshot snapshot = new Snapshot(facts, settings);
    List<StepResult> results =
        access.run(new Batch(snapshot.steps(), Batch.WhenOneFails.STOP), LOOK_LIMIT).results();
    return SnapshotAnswers.read(host(), snapshot, results);
  }

  /**
   * Applies a plan and proves it.
   *
   * @param undoTimer after how long the host undoes the plan by itself, where it is to
   * @param limit on the whole
   */
  public Proved apply(Plan plan, Optional<Duration> undoTimer, Duration limit)
      throws HostUnreachableException, InterruptedException, EndpointException {
    List<HostStep> steps = new ArrayList<>();
    undoTimer.ifPresent(
        after ->
            steps.add(
                new HostStep.ArmUndoTimer(plan.names().undoTimerFolder(), after, plan.undo())));
    steps.addAll(plan.forward());
    int firstOfProof = steps.size();
    steps.addAll(plan.proof().steps());
    BatchResult result = access.run(new Batch(steps, Batch.WhenOneFails.STOP), limit);
    OptionalInt failed = result.firstFailure();
    if (failed.isPresent()) {
      StepResult answer = result.results().get(failed.getAsInt());
      Failure failure =
          new AppliedStep(plan, steps.get(failed.getAsInt()))
              .failure(answer, failed.getAsInt() >= firstOfProof);
      throw new EndpointException(diagnosed(plan, failure));
    }
    if (result.results().size() != steps.size()) {
      throw SnapshotAnswers.incomplete(host(), "applying " + plan.attempt());
    }
    return new ProofReading(plan)
        .read(result.results().subList(firstOfProof, result.results().size()));
  }

  /** The failure in the words of the daemon that negotiates keys, where that is what failed. */
  private Failure diagnosed(Plan plan, Failure failure)
      throws HostUnreachableException, InterruptedException {
    if (plan.diagnosis().isEmpty()) {
      return failure;
    }
    Diagnosis diagnosis = plan.diagnosis().get();
    List<HostStep> steps = diagnosis.questions().stream().<HostStep>map(HostStep.Run::new).toList();
    List<String> answers =
        access.run(new Batch(steps, Batch.WhenOneFails.GO_ON), LOOK_LIMIT).results().stream()
            .map(CommandFailure::output)
            .map(plan::redact)
            .toList();
    return diagnosis
        .read(failure.output(), answers)
        .map(
            why ->
                new Failure(
                    FailureKind.IKE_FAILED,
                    Optional.of(host()),
                    host() + ": " + why,
                    failure.command(),
                    failure.exitCode(),
                    String.join("\n", answers)))
        .orElse(failure);
  }

  /** Undoes an attempt, and compares the host with what stood there before. */
  public Undone undo(JournalEntry entry) throws HostUnreachableException, InterruptedException {
    return new AttemptUndo(access, facts, entry).run();
  }

  /** As {@link #undo}, after the host was out of sight: it may have undone by itself. */
  public Undone recover(JournalEntry entry) throws HostUnreachableException, InterruptedException {
    return new AttemptUndo(access, facts, entry).recover();
  }

  private HostName host() {
    return access.host();
  }
}
