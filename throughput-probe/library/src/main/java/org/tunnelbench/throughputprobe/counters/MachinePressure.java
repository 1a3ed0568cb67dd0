package org.tunnelbench.throughputprobe.counters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How busy the processors of the probe's own machine have just been, by {@code total} of
 * /proc/pressure/cpu (Documentation/accounting/psi.rst): its averages still hold what was longer
 * ago. Guests that are processes of this machine do not see how long they wait for it.
 */
public final class MachinePressure implements AutoCloseable {
  /** How far back it looks. */
  static final Duration WINDOW = Duration.ofSeconds(2);

  private static final Path FILE = Path.of("/proc/pressure/cpu");
  private static final Pattern TOTAL = Pattern.compile("some .*total=([0-9]{1,18})");
  private static final Duration STEP = Duration.ofMillis(500);

  private final Path file;
  private final Deque<Look> looks = new ArrayDeque<>();
  private final Thread watcher;

  /**
   * What the file said.
   *
   * @param nanos by {@link System#nanoTime()}
   * @param microseconds that some task has waited since the machine started
   */
  record Look(long nanos, long microseconds) {}

  private MachinePressure(Path file) {
    this.file = file;
    watcher = Thread.ofPlatform().daemon().name("machine-pressure").unstarted(this::watch);
  }

  /** That of this machine, looked at from now on. */
  public static MachinePressure watched() {
    MachinePressure pressure = new MachinePressure(FILE);
    pressure.watcher.start();
    return pressure;
  }

  /**
   * The share of the last two seconds in which some task waited for a processor, 0 to 1; absent
   * where the kernel does not tell, and in the first moments.
   */
  public OptionalDouble share() {
    look();
    return share(System.nanoTime());
  }

  @Override
  public void close() {
    watcher.interrupt();
  }

  private void watch() {
    try {
      while (look()) {
        Thread.sleep(STEP);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the kernel tells. */
  private boolean look() {
    try {
      OptionalLong total = total(Files.readString(file));
      total.ifPresent(microseconds -> add(new Look(System.nanoTime(), microseconds)));
      return total.isPresent();
    } catch (IOException notTold) {
      return false;
    }
  }

  private synchronized void add(Look look) {
    looks.addLast(look);
    Look second = looks.stream().skip(1).findFirst().orElse(look);
    if (look.nanos() - second.nanos() >= WINDOW.toNanos()) {
      looks.removeFirst();
    }
  }

  private synchronized OptionalDouble share(long now) {
    return looks.isEmpty() ? OptionalDouble.empty() : share(looks.getFirst(), looks.getLast(), now);
  }

  /** Between two looks, the later of which must not be older than twice the window. */
  static OptionalDouble share(Look first, Look last, long now) {
    long passed = last.nanos() - first.nanos();
    return passed < STEP.toNanos() || now - last.nanos() > 2 * WINDOW.toNanos()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Math.clamp((last.microseconds() - first.microseconds()) * 1e3 / passed, 0, 1));
  }

  static OptionalLong total(String text) {
    Matcher matcher = TOTAL.matcher(text.lines().findFirst().orElse(""));
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
