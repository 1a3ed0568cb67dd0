package org.tunnelbench.lab.supervise;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

/** What makes the kernel end the lab's processes with their supervisor. */
public enum Isolation {
  /** A user namespace and a PID namespace in it; needs no root. */
  USER_NAMESPACE,
  /** A PID namespace; needs root. */
  PID_NAMESPACE,
  /**
   * None: each child asks for a signal at the death of its parent (PR_SET_PDEATHSIG, prctl(2)).
   * What a child of a child starts in a session of its own is then not reached.
   */
  PARENT_DEATH_SIGNAL;

  private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);

  /** The strongest that this machine and this user allow. */
  public static Isolation strongest() throws InterruptedException {
    for (Isolation isolation : List.of(USER_NAMESPACE, PID_NAMESPACE)) {
      if (isolation.works()) {
        return isolation;
      }
    }
    return PARENT_DEATH_SIGNAL;
  }

  /** The command that runs another one so isolated. */
  List<String> around(List<String> argv) {
    List<String> whole = new ArrayList<>();
    // A session of its own: Ctrl-C at the terminal is for the launcher, which then ends the rest.
    whole.add("setsid");
    whole.addAll(
        switch (this) {
          case USER_NAMESPACE ->
              List.of("unshare", "-Urp", "--fork", "--kill-child", "--mount-proc");
          case PID_NAMESPACE -> List.of("unshare", "-p", "--fork", "--kill-child", "--mount-proc");
          case PARENT_DEATH_SIGNAL -> List.<String>of();
        });
    whole.addAll(argv);
    return whole;
  }

  private boolean works() throws InterruptedException {
    try {
      return LocalProcess.run(LocalCommand.of(around(List.of("true"))), PROBE_LIMIT).succeeded();
    } catch (IOException absent) {
      return false;
    }
  }
}
