package org.tunnelbench.hostagent.apply;

import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostagent.plan.Plan;

/** A step that was to be done on a host, and how its failure is told. */
record AppliedStep(Plan plan, HostStep step) {
  /** Why it failed, without the plan's secrets. */
  Failure failure(StepResult answer, boolean ofTheProof) {
    String output =
        plan.redact(printsKeys() ? answer.stderr().strip() : CommandFailure.output(answer));
    HostName host = plan.host();
    return switch (step) {
      case HostStep.RunSilently quiet ->
          CommandFailure.of(host, quiet.argv(), answer.exitCode(), output);
      case HostStep.Run run -> CommandFailure.of(host, run.argv(), answer.exitCode(), output);
      case HostStep.Try attempt ->
          CommandFailure.of(host, attempt.argv(), answer.exitCode(), output);
      case HostStep.RunUntilItSucceeds tried when ofTheProof && answer.exitCode() != 127 ->
          silent(tried.argv(), answer.exitCode(), output);
      case HostStep.RunUntilItSucceeds tried ->
          CommandFailure.of(host, tried.argv(), answer.exitCode(), output);
      case HostStep.Write write -> onFile(write.path(), "could not be written", answer, output);
      case HostStep.Delete delete -> onFile(delete.path(), "could not be removed", answer, output);
      case HostStep.ArmUndoTimer timer ->
          onFile(timer.folder(), "could not be armed as the undo timer", answer, output);
      case HostStep.DisarmUndoTimer timer ->
          onFile(timer.folder(), "could not be disarmed", answer, output);
    };
  }

  /** What shows associations shows their keys, and in a form in which nobody would find them. */
  private boolean printsKeys() {
    return step instanceof HostStep.Run run
        && plan.proof().associations().equals(Optional.of(run.argv()));
  }

  private Failure silent(List<String> argv, int exitCode, String output) {
    return new Failure(
        FailureKind.TUNNEL_SILENT,
        Optional.of(plan.host()),
        "%s: the far end %s did not answer".formatted(plan.host(), argv.getLast()),
        argv,
        Optional.of(exitCode),
        output);
  }

  private Failure onFile(String path, String what, StepResult answer, String output) {
    return new Failure(
        FailureKind.STEP_FAILED,
        Optional.of(plan.host()),
        "%s: %s %s".formatted(plan.host(), path, what),
        List.of(),
        Optional.of(answer.exitCode()),
        output);
  }
}
