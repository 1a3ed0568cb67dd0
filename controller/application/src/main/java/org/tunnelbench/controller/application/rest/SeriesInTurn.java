package org.tunnelbench.controller.application.rest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.application.record.SeriesReader;
import org.tunnelbench.controller.application.record.SeriesReader.Kept;
import org.tunnelbench.controller.application.record.SeriesReader.Wanted;
import org.tunnelbench.controller.application.record.UnavailableException;

/** The series of an experiment in plan order, of which only some are in memory at a time. */
final class SeriesInTurn {
  /** Bound on the samples that are in memory at a time, of both ends. */
  private static final long MOST_SAMPLES = 40_000;

  /** A reading of a host's counters, of which there is one a second, is as large as so many. */
  private static final int SAMPLES_IN_A_READING = 10;

  private final SeriesReader reader;
  private final Deque<Wanted> unread;
  private final int trialsAtOnce;
  private final Map<TrialId, Kept> read = new HashMap<>();

  SeriesInTurn(SeriesReader reader, Collection<Wanted> wanted, TrafficSpec traffic) {
    this.reader = reader;
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
      read.putAll(reader.read(next));
    }
  }

  /** The trial with its series, which is forgotten then; without any where it has none. */
  TrialResult fill(TrialResult trial) throws UnavailableException {
    if (!read.containsKey(trial.id())
        && !unread.isEmpty()
        && unread.getFirst().attempt().trial().equals(trial.id())) {
      begin();
    }
    @Nullable Kept kept = read.remove(trial.id());
    return kept == null ? trial : Gaps.fill(trial, kept);
  }
}
