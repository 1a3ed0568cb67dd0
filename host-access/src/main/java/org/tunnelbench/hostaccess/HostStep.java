package org.tunnelbench.hostaccess;

import java.time.Duration;
import java.util.List;

/**
 * Something to do on a host. Typed: what a shell needs to hear is rendered here and nowhere else.
 */
public sealed interface HostStep {
  /** Runs argv with nothing on its standard input. */
  record Run(List<String> argv) implements HostStep {
    public Run {
      argv = List.copyOf(argv);
    }
  }

  /**
   * Runs argv again and again until it succeeds.
   *
   * @param tries at most, 1 to 1000
   * @param pause between tries
   */
  record RunUntilItSucceeds(List<String> argv, int tries, Duration pause) implements HostStep {
    public RunUntilItSucceeds {
      argv = List.copyOf(argv);
    }
  }

  /** Runs argv, whose failure does not matter. */
  record Try(List<String> argv) implements HostStep {
    public Try {
      argv = List.copyOf(argv);
    }
  }

  /**
   * Writes a file, which has its mode before it has content, and makes its folder (0700) where that
   * is missing.
   *
   * @param mode permission bits, such as 0600
   */
  record Write(String path, int mode, String content) implements HostStep {
    @Override
    public String toString() {
      return "Write[path=%s, mode=%o, content=****]".formatted(path, mode);
    }
  }

  /** Removes a file; one that is absent is no failure. */
  record Delete(String path) implements HostStep {}

  /**
   * Arms a timer on the host that undoes by itself: a POSIX-shell process of its own session, in a
   * folder of its own, that survives this connection. When the time has passed it runs {@code
   * undo}, each argv whatever became of the one before, and removes its folder.
   *
   * @param folder of the timer on the host, below /run or /tmp; it must not exist
   */
  record ArmUndoTimer(String folder, Duration after, List<List<String>> undo) implements HostStep {
    public ArmUndoTimer {
      undo = undo.stream().map(List::copyOf).toList();
    }
  }

  /** Ends such a timer and removes its folder; one that is absent is no failure. */
  record DisarmUndoTimer(String folder) implements HostStep {}
}
