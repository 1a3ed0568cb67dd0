package org.tunnelbench.hostagent.ipsec;

import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.hostagent.plan.HostFile;

/**
 * Waits until a racoon of our own is ready: its pid file and its socket are there, which the folder
 * did not have before. racoon exits 0 before it reads its configuration, so that it ended, and why,
 * shows here.
 */
final class RacoonReady {
  /** What is said where it ended; {@link RacoonDiagnosis} knows it by this. */
  static final String ENDED = "racoon ended before it was ready";

  /** racoon asks the kernel for every algorithm it knows before it opens its socket. */
  private static final int LIMIT_SECONDS = 15;

  private RacoonReady() {}

  /** What runs the script. */
  static List<String> argv(RacoonFiles files) {
    return List.of("sh", path(files));
  }

  static HostFile file(RacoonFiles files) {
    List<String> lines = new ArrayList<>();
    lines.add("#!/bin/sh");
    lines.add("# Waits until the racoon of this folder is ready, and no longer than it runs.");
    lines.addAll(DaemonStop.find(files.folder(), "racoon"));
    lines.addAll(
        List.of(
            "until=$(($(date +%%s) + %d))".formatted(LIMIT_SECONDS),
            "until [ -S \"%s\" ] && [ -s \"%s\" ]; do".formatted(files.socket(), files.pidFile()),
            "  if ! find_ours; then",
            "    echo \"%s\" >&2".formatted(ENDED),
            "    exit 1",
            "  fi",
            "  if [ \"$(date +%s)\" -ge \"$until\" ]; then",
            "    echo \"racoon was not ready within %d s\" >&2".formatted(LIMIT_SECONDS),
            "    exit 1",
            "  fi",
            "  sleep 0.1 2>/dev/null || sleep 1",
            "done"));
    return HostFile.open(path(files), HostFile.SCRIPT, lines);
  }

  private static String path(RacoonFiles files) {
    return files.folder() + "/ready";
  }
}
