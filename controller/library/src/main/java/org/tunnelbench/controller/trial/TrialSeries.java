package org.tunnelbench.controller.trial;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.Attempt;

/**
 * The samples of one attempt, in memory while they are needed. A sample that comes twice counts
 * once. At most {@value TrafficSpec#MOST_SAMPLES} and {@value #SPARE} are kept of either end.
 */
public final class TrialSeries {
  /** A tool may close its last interval a little late and begin another. */
  private static final int SPARE = 10;

  private final Attempt attempt;
  private final Map<End, NavigableMap<Integer, TrafficSample>> samples = new EnumMap<>(End.class);

  public TrialSeries(Attempt attempt) {
    this.attempt = attempt;
    for (End end : End.values()) {
      samples.put(end, new TreeMap<>());
    }
  }

  /** Takes a sample in; whether it was this attempt's and new. */
  public boolean add(TrafficSample sample) {
    if (!sample.attempt().equals(attempt) || sample.index() >= TrafficSpec.MOST_SAMPLES + SPARE) {
      return false;
    }
    return of(sample.end()).putIfAbsent(sample.index(), sample) == null;
  }

  /** Whether as many samples came of each end as that end announced. */
  public boolean isComplete(List<TrafficEnded> announced) {
    return announced.stream().allMatch(end -> of(end.end()).size() >= end.samples());
  }

  /** All samples, those of each end in order. */
  public List<TrafficSample> samples() {
    List<TrafficSample> all = new ArrayList<>();
    samples.values().forEach(end -> all.addAll(end.values()));
    return List.copyOf(all);
  }

  /** The intervals in which the receiver counted, with what the sender counted beside. */
  public List<SeriesPoint> points() {
    List<SeriesPoint> points = new ArrayList<>();
    for (TrafficSample received : of(End.RECEIVER).values()) {
      points.add(point(received));
    }
    return points;
  }

  /** The point of an interval that the receiver has counted. */
  public SeriesPoint point(TrafficSample received) {
    @Nullable TrafficSample sent = of(End.SENDER).get(received.index());
    OptionalLong opposite = sent == null ? OptionalLong.empty() : sent.oppositeBytes();
    return new SeriesPoint(
        received.start(),
        received.seconds(),
        received.bytes() + opposite.orElse(0),
        sent == null
            ? OptionalLong.empty()
            : OptionalLong.of(sent.bytes() + received.oppositeBytes().orElse(0)),
        sent == null ? OptionalLong.empty() : sum(sent.retransmits(), received.retransmits()),
        sent == null ? Optional.empty() : sent.counters(),
        received.counters(),
        opposite,
        received.lostDatagrams());
  }

  private static OptionalLong sum(OptionalLong one, OptionalLong other) {
    return one.isEmpty() ? other : OptionalLong.of(one.getAsLong() + other.orElse(0));
  }

  private NavigableMap<Integer, TrafficSample> of(End end) {
    return samples.getOrDefault(end, new TreeMap<>());
  }
}
