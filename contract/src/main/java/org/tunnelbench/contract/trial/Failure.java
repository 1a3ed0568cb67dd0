package org.tunnelbench.contract.trial;

import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.host.HostName;

/**
 * Why something did not work, in a form that a user can act on. Redacted before it is made.
 *
 * @param host where it happened; absent where it is no one host's
 * @param message one sentence that names what was wrong
 * @param command the argv that failed; empty where no command did
 * @param exitCode the command's exit code
 * @param output the command's output, at most {@value #MOST_OUTPUT} characters
 */
public record Failure(
    FailureKind kind,
    Optional<HostName> host,
    String message,
    List<String> command,
    Optional<Integer> exitCode,
    String output) {
  /** Bound on the output kept, in characters. */
  public static final int MOST_OUTPUT = 4_000;

  public Failure {
    command = List.copyOf(command);
    output = output.length() <= MOST_OUTPUT ? output : output.substring(0, MOST_OUTPUT - 1) + "…";
  }

  /** A failure that no command's output explains. */
  public static Failure of(FailureKind kind, HostName host, String message) {
    return new Failure(kind, Optional.of(host), message, List.of(), Optional.empty(), "");
  }
}
