package org.tunnelbench.throughputprobe.traffic;

import java.util.List;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.Report;

/** What the probe's disk knows of a command. */
sealed interface JournalEntry {
  /** The command. */
  ProbeCommand command();

  /** Its place in the journal. */
  default JournalKey key() {
    return JournalKey.of(command());
  }

  /** Something may run on the host. */
  sealed interface Open extends JournalEntry {
    /** What was started, or was about to be. */
    List<String> argv();

    /** Nothing of it runs any more, and these reports said so. */
    default Ended ended(List<Report> reports) {
      return new Ended(command(), reports);
    }
  }

  /** About to be started: whether it was is not known. */
  record Starting(ProbeCommand command, List<String> argv) implements Open {
    public Starting {
      argv = List.copyOf(argv);
    }

    /** It has the process id {@code processId} on the host. */
    Running started(long processId) {
      return new Running(command, argv, processId);
    }
  }

  /**
   * Started. A process with this id is ours only where its command line is {@code argv}: the host
   * may have given the id to another since.
   */
  record Running(ProbeCommand command, List<String> argv, long processId) implements Open {
    public Running {
      argv = List.copyOf(argv);
    }
  }

  /** Answered for good; the same command is answered so again. */
  record Ended(ProbeCommand command, List<Report> reports) implements JournalEntry {
    public Ended {
      reports = List.copyOf(reports);
    }
  }
}
