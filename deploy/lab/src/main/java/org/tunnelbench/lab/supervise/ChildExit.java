package org.tunnelbench.lab.supervise;

import java.util.List;

/**
 * A child's end.
 *
 * @param code its exit code; 0 where a signal ended it
 * @param signal the number of the signal that ended it; 0 where it ended by itself
 * @param requested whether it was stopped or killed on request
 * @param logTail the last lines of its log, at most {@value LogTail#MOST_LINES}
 */
public record ChildExit(
    String name, int code, int signal, boolean requested, List<String> logTail) {
  public ChildExit {
    logTail = List.copyOf(logTail);
  }

  /** In words, with the tail of the log. */
  public String describe() {
    String how = signal == 0 ? "with exit code " + code : "by signal " + signal;
    String tail =
        logTail.isEmpty()
            ? " Its log is empty."
            : " Its log ends:\n  " + String.join("\n  ", logTail);
    return name + " ended " + how + "." + tail;
  }
}
