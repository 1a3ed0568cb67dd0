package org.tunnelbench.controller.application.rest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.application.record.SeriesReader.Wanted;
import org.tunnelbench.controller.application.record.UnavailableException;

/**
 * What is read of an experiment's trials in plan order, of which only some is in memory at a time.
 */
final class InTurn<T> {
  /** Bound on the samples that are in memory at a time, of both ends. */
  private static final long MOST_SAMPLES = 40_000;

  /** A reading of a host's counters, of which there is one a second, is as large as so many. */
  private static final int SAMPLES_IN_A_READING = 10;

  private final Reading<T> reading;
  private final Deque<Wanted> unread;
  private final int trialsAtOnce;
  private final Map<TrialId, T> read = new HashMap<>();

  /** Reads the samples of several trials at once. */
  interface Reading<T> {
    /** What is made of them, by trial. */
    Map<TrialId, T> read(Collection<Wanted> wanted) throws UnavailableException;
  }

  InTurn(Reading<T> reading, Collection<Wanted> wanted, TrafficSpec traffic) {
    this.reading = reading;
    unread = new ArrayDeque<>(wanted);
    long samplesOfTrial =
        2 * (traffic.seconds() * 1000L / traffic.interval().toMillis())
            + 2L * traffic.seconds() * SAMPLES_IN_A_READING;
    trialsAtOnce = Math.toIntExact(Math.max(1, MOST_SAMPLES / samplesOfTrial));
  }

  /** Reads the first ones, so that a broker that is away is noticed. */
  void begin() throws UnavailableException {
    if (read.isEmpty() && !unread.isEmpty()) {
      List<Wanted> next = new ArrayList<>();
      while (!unread.isEmpty() && next.size() < trialsAtOnce) {
        next.add(unread.remove());
      }
      read.putAll(reading.read(next));
    }
  }

  /** What was read of the trial, which is forgotten then; absent where there is nothing. */
  Optional<T> take(TrialId trial) throws UnavailableException {
    if (!read.containsKey(trial)
        && !unread.isEmpty()
        && unread.getFirst().attempt().trial().equals(trial)) {
      begin();
    }
    return Optional.ofNullable(read.remove(trial));
  }
}
