package org.tunnelbench.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The one thread of a simulation and its virtual time. */
final class Agenda {
  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::number));
  private Instant now = START;
  private Instant faultsEnd = START;
  private long number;
  private long steps;

  /** Something to do. */
  @FunctionalInterface
  interface Action {
    void run() throws InterruptedException;
  }

  private record Entry(Instant at, long number, Action action) {}

  Instant now() {
    return now;
  }

  /** How much was done. */
  long steps() {
    return steps;
  }

  /** Does it once the time has passed, after what was to be done then already. */
  void later(Duration after, Action action) {
    entries.add(new Entry(now.plus(after.isNegative() ? Duration.ZERO : after), number++, action));
  }

  /** Ends a fault once the time has passed. */
  void endFault(Duration after, Action action) {
    Instant end = now.plus(after);
    if (end.isAfter(faultsEnd)) {
      faultsEnd = end;
    }
    later(after, action);
  }

  /** When the last fault that is known of ends. */
  Instant faultsEnd() {
    return faultsEnd;
  }

  /** Does what comes next; time goes on until then. */
  void step() throws InterruptedException {
    Entry next = entries.remove();
    now = next.at();
    steps++;
    next.action().run();
  }
}
