package org.tunnelbench.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.tunnelbench.contract.InvalidValueException;

/**
 * One process of this machine and of no later time: a process id is used again, but not with the
 * same start time since the same boot.
 *
 * @param startTicks field 22 of /proc/PID/stat, proc(5)
 * @param boot /proc/sys/kernel/random/boot_id
 */
public record ProcessIdentity(long pid, long startTicks, String boot) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final int START_TIME = 22;
  private static final int STATE = 3;

  /** The process that has this id now, if one does. */
  public static Optional<ProcessIdentity> of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The command's name, in parentheses, may hold spaces; the third field follows it.
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
      if (fields.getFirst().equals("Z")) {
        return Optional.empty();
      }
      return Optional.of(
          new ProcessIdentity(
              pid,
              Long.parseLong(fields.get(START_TIME - STATE)),
              Files.readString(BOOT_ID).strip()));
    } catch (IOException noSuchProcess) {
      return Optional.empty();
    }
  }

  /** This process. */
  public static ProcessIdentity ofThisProcess() {
    return of(ProcessHandle.current().pid())
        .orElseThrow(() -> new IllegalStateException("/proc is not mounted; the lab needs it"));
  }

  /** Reads what {@link #toString} writes. */
  public static ProcessIdentity parse(String text) {
    List<String> words = List.of(text.strip().split(" ", -1));
    InvalidValueException.unless(
        words.size() == 3 && words.get(0).matches("[0-9]+") && words.get(1).matches("[0-9]+"),
        "process",
        text,
        "must be a process id, a start time and a boot id");
    return new ProcessIdentity(
        Long.parseLong(words.get(0)), Long.parseLong(words.get(1)), words.get(2));
  }

  public boolean isAlive() {
    return of(pid).filter(this::equals).isPresent();
  }

  /**
   * Ends the process and those that it started: its children are asked to end (TERM), and what has
   * not ended when {@code grace} has passed is killed.
   */
  public void end(Duration grace) throws InterruptedException {
    Optional<ProcessHandle> found = ProcessHandle.of(pid).filter(handle -> isAlive());
    if (found.isEmpty()) {
      return;
    }
    ProcessHandle process = found.get();
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      List<ProcessHandle> all = descendants.toList();
      // unshare(1) does not pass TERM on; the supervisor is its child, or the process itself.
      process.children().forEach(ProcessHandle::destroy);
      process.destroy();
      if (!endsWithin(process, grace)) {
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        endsWithin(process, grace);
      }
    }
  }

  private static boolean endsWithin(ProcessHandle process, Duration limit)
      throws InterruptedException {
    try {
      process.onExit().get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException stillRuns) {
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return pid + " " + startTicks + " " + boot;
  }
}
