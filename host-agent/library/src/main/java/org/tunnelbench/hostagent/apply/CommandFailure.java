package org.tunnelbench.hostagent.apply;

import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostaccess.StepResult;

/** Says why a command failed, in a form that a user can act on. */
final class CommandFailure {
  private static final int NOT_FOUND = 127;

  /** What the kernel answers where a device type, a family or an algorithm is missing. */
  private static final List<String> MODULE_MISSING =
      List.of(
          "Operation not supported",
          "Unknown device type",
          "Function not implemented",
          "Protocol not supported",
          "Protocol not available",
          "Requested AEAD algorithm not found",
          "Requested AUTH algorithm not found",
          "Requested CRYPT algorithm not found");

  private CommandFailure() {}

  /**
   * The failure of a command.
   *
   * @param argv as it ran; holds no secret
   * @param output redacted
   */
  static Failure of(HostName host, List<String> argv, int exitCode, String output) {
    FailureKind kind = kind(exitCode, output);
    return new Failure(
        kind,
        Optional.of(host),
        "%s: '%s' %s"
            .formatted(
                host,
                String.join(" ", argv),
                switch (kind) {
                  case TOOL_MISSING -> "is not on the host";
                  case NOT_PERMITTED -> "was not permitted";
                  case MODULE_MISSING -> "needs something that the kernel does not have";
                  default ->
                      exitCode == StepResult.TIMED_OUT
                          ? "did not end in time"
                          : "exited " + exitCode;
                }),
        argv,
        Optional.of(exitCode),
        output);
  }

  private static FailureKind kind(int exitCode, String output) {
    if (exitCode == NOT_FOUND) {
      return FailureKind.TOOL_MISSING;
    }
    if (output.contains("Operation not permitted") || output.contains("Permission denied")) {
      return FailureKind.NOT_PERMITTED;
    }
    return MODULE_MISSING.stream().anyMatch(output::contains)
        ? FailureKind.MODULE_MISSING
        : FailureKind.STEP_FAILED;
  }

  /** Both outputs of a command, as one reads them. */
  static String output(StepResult result) {
    return (result.stdout() + result.stderr()).strip();
  }
}
