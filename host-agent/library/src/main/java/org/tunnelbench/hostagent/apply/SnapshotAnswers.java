package org.tunnelbench.hostagent.apply;

import java.util.List;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostagent.snapshot.HostState;
import org.tunnelbench.hostagent.snapshot.Snapshot;

/** What a host answered to the commands of a snapshot. */
final class SnapshotAnswers {
  private SnapshotAnswers() {}

  /**
   * Reads them.
   *
   * @throws EndpointException where one failed, is missing or is not understood
   */
  static HostState read(HostName host, Snapshot snapshot, List<StepResult> results)
      throws EndpointException {
    for (int place = 0; place < results.size(); place++) {
      StepResult result = results.get(place);
      if (!result.succeeded()) {
        throw new EndpointException(
            CommandFailure.of(
                host, snapshot.commands().get(place), result.exitCode(), result.stderr().strip()));
      }
    }
    if (results.size() != snapshot.commands().size()) {
      throw incomplete(host, "looking at the host");
    }
    try {
      return snapshot.read(results);
    } catch (IllegalArgumentException e) {
      throw new EndpointException(
          Failure.of(
              FailureKind.STEP_FAILED,
              host,
              host + ": what its tools print is not understood: " + e.getMessage()));
    }
  }

  static EndpointException incomplete(HostName host, String what) {
    return new EndpointException(
        Failure.of(
            FailureKind.STEP_FAILED, host, host + ": " + what + " was not answered in full"));
  }
}
