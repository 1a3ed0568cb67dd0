package org.tunnelbench.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long the processes of a lab's guests have kept this machine's processors busy. A guest is a
 * process, and each of its programs a child of it; those that have ended count with who waited for
 * them (proc(5): utime, stime, cutime and cstime of /proc/PID/stat).
 */
final class GuestProcessors {
  /** Clock ticks a second, which Linux fixes for all programs (USER_HZ). */
  private static final long TICKS = 100;

  /** Of utime, counted from the first field after the program's name. */
  private static final int FIRST_TIME = 11;

  private static final int TIMES = 4;

  private GuestProcessors() {}

  /** What this supervisor's descendants have used so far. */
  static Duration used(long supervisor) {
    try (Stream<ProcessHandle> processes =
        ProcessHandle.of(supervisor).stream().flatMap(ProcessHandle::descendants)) {
      long ticks =
          processes
              .map(process -> stat(process.pid()))
              .flatMap(Optional::stream)
              .mapToLong(GuestProcessors::ticks)
              .sum();
      return Duration.ofMillis(ticks * 1000 / TICKS);
    }
  }

  /** All times of one line of /proc/PID/stat, whose program's name may hold anything. */
  static long ticks(String stat) {
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    return fields.subList(FIRST_TIME, FIRST_TIME + TIMES).stream().mapToLong(Long::parseLong).sum();
  }

  private static Optional<String> stat(long process) {
    try {
      return Optional.of(
          Files.readString(Path.of("/proc", Long.toString(process), "stat")).strip());
    } catch (IOException ended) {
      return Optional.empty();
    }
  }
}
