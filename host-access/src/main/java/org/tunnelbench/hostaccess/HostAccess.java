package org.tunnelbench.hostaccess;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.tunnelbench.contract.host.HostName;

/**
 * A way to run argv on one host. Safe for use by several threads; each call is a channel of its own
 * where the host is reached by SSH, within one session that is opened when first needed and opened
 * again when it was lost.
 */
public interface HostAccess extends AutoCloseable {
  /** The host. */
  HostName host();

  /**
   * Runs the steps in order, in one round trip, and answers what each said.
   *
   * @param limit on the whole; when it passes, what still runs is ended and the step under way has
   *     {@link StepResult#TIMED_OUT} as its exit code
   * @throws HostUnreachableException where the host could not be reached, or was lost before it had
   *     answered: which of the steps ran is then unknown
   */
  BatchResult run(Batch batch, Duration limit)
      throws HostUnreachableException, InterruptedException;

  /**
   * Starts a command that runs for a while. Each line of its standard output and standard error
   * goes to {@code lines} as it is printed, from a thread of this access.
   *
   * @param limit after which the command is ended, on the host too if the host can no longer be
   *     reached
   */
  RunningCommand start(List<String> argv, Duration limit, Consumer<String> lines)
      throws HostUnreachableException, InterruptedException;

  /**
   * The argv by which the host runs this one: its tool has a path where the host's entry gives one.
   */
  default List<String> placed(List<String> argv) {
    return argv;
  }

  /**
   * Whether the way to the host stands, as far as is known without asking the host; true where
   * there is no session to lose. A session that the host's end has closed counts as lost at once,
   * one that is silent after its keep-alives went unanswered.
   */
  default boolean connected() {
    return true;
  }

  /** How many SSH sessions stand on the way to the host: none where it is not reached by SSH. */
  default int sshSessions() {
    return 0;
  }

  /** Ends the session and the commands that still run. */
  @Override
  void close();
}
