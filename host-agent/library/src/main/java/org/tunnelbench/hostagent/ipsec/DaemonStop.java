package org.tunnelbench.hostagent.ipsec;

import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.hostagent.plan.HostFile;

/**
 * Ends a daemon that a plan started, and no other: a script beside the daemon's own files, so that
 * the journal and the undo timer, which know only commands, can run it.
 */
final class DaemonStop {
  private static final String SCRIPT = "stop";

  /** Tries with each signal, a tenth of a second each (a second where sleep knows no fractions). */
  private static final int TRIES = 50;

  private DaemonStop() {}

  /** What runs the script. */
  static List<String> argv(String folder) {
    return List.of("sh", folder + "/" + SCRIPT);
  }

  /**
   * The script.
   *
   * <p>It looks for the daemon by its arguments, which the builtin read takes without their zero
   * bytes: a pid file would not be there yet where a start was cut short.
   *
   * @param folder of the daemon, whose arguments name a file in it
   * @param program a word that its arguments hold before that
   * @param signal that it is sent at first; KILL follows where that does not end it
   */
  static HostFile file(String folder, String program, String signal) {
    List<String> lines = new ArrayList<>();
    lines.add("#!/bin/sh");
    lines.add(
        "# Ends each %s that was started with the files of this folder, and no other."
            .formatted(program));
    lines.addAll(find(folder, program));
    lines.addAll(
        List.of(
            "signal=%s tries=%d".formatted(signal, TRIES),
            "while find_ours; do",
            "  [ \"$tries\" -gt 0 ] || signal=KILL",
            "  [ \"$tries\" -gt -%d ] || exit 1".formatted(TRIES),
            "  kill -$signal \"$pid\"",
            "  tries=$((tries - 1))",
            "  sleep 0.1 2>/dev/null || sleep 1",
            "done"));
    return HostFile.open(folder + "/" + SCRIPT, HostFile.SCRIPT, lines);
  }

  /** The function find_ours, which sets pid to that of a daemon of a folder, or fails. */
  static List<String> find(String folder, String program) {
    return List.of(
        "find_ours() {",
        "  for process in /proc/[0-9]*; do",
        "    pid=${process#/proc/} said=",
        "    read -r said 2>/dev/null <\"$process/cmdline\"",
        "    case $said in *%s*%s/*) return 0 ;; esac".formatted(program, folder),
        "  done",
        "  return 1",
        "}");
  }
}
