package org.tunnelbench.controller.application.rest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.application.record.SeriesReader;
import org.tunnelbench.controller.application.record.SeriesReader.Wanted;
import org.tunnelbench.controller.application.record.UnavailableException;
import org.tunnelbench.controller.trial.TrialSeries;

/** The series of an experiment in plan order, of which only some are in memory at a time. */
final class SeriesInTurn {
  /** Bound on the samples that are in memory at a time, of both ends. */
  private static final long MOST_SAMPLES = 40_000;

  private final SeriesReader reader;
  private final Deque<Wanted> unread;
  private final int trialsAtOnce;
  private final Map<TrialId, TrialSeries> read = new HashMap<>();

  SeriesInTurn(SeriesReader reader, Collection<Wanted> wanted, TrafficSpec traffic) {
    this.reader = reader;
    unread = new ArrayDeque<>(wanted);
    long samplesOfTrial = 2 * (traffic.seconds() * 1000L / traffic.interval().toMillis());
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

  /** A trial's series, which is forgotten then; empty where it has none. */
  List<SeriesPoint> of(TrialId trial) throws UnavailableException {
    if (!read.containsKey(trial)
        && !unread.isEmpty()
        && unread.getFirst().attempt().trial().equals(trial)) {
      begin();
    }
    @Nullable TrialSeries series = read.remove(trial);
    return series == null ? List.of() : series.points();
  }
}
