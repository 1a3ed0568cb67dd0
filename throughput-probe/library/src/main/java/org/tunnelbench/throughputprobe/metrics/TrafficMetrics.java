package org.tunnelbench.throughputprobe.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand.TrafficEnd;
import org.tunnelbench.contract.message.TrafficSample;

/**
 * The probe's meters. How many there are is bounded: what is idle is removed, after {@link
 * #GAUGE_LINGER} and {@link #COUNTER_LINGER} and where there are more than {@link #MOST_SERIES}
 * sets of labels.
 */
public final class TrafficMetrics {
  /** How long the gauge of an ended trial is shown: longer than a usual scrape interval. */
  public static final Duration GAUGE_LINGER = Duration.ofSeconds(60);

  /** How long counters are shown that nothing increments any more. */
  public static final Duration COUNTER_LINGER = Duration.ofHours(1);

  /** Bound on the sets of labels; running trials are never removed. */
  public static final int MOST_SERIES = 1_000;

  /** Labels that come with a command; one that it lacks is {@link #UNKNOWN}. */
  private static final List<String> COMMAND_LABELS =
      List.of(
          MetricNames.EXPERIMENT,
          MetricNames.KERNEL,
          MetricNames.TUNNEL,
          MetricNames.LOCAL,
          MetricNames.PROTECTION);

  private static final String UNKNOWN = "unknown";

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Optional<SampleSeries> samples;
  private final Map<Tags, EndSeries> series = new HashMap<>();

  public TrafficMetrics(MeterRegistry registry, InstantSource clock) {
    this(registry, clock, Optional.empty());
  }

  /**
   * @param samples takes every sample besides, with the sample's own time
   */
  public TrafficMetrics(
      MeterRegistry registry, InstantSource clock, Optional<SampleSeries> samples) {
    this.registry = registry;
    this.clock = clock;
    this.samples = samples;
  }

  /** An end counted an interval. */
  public synchronized void sampled(TrafficEnd traffic, TrafficSample sample) {
    series(sample.end(), traffic).sampled(sample, clock.instant());
    samples.ifPresent(each -> each.sampled(named(labels(sample.end(), traffic)), sample));
  }

  /** An end's traffic is over. */
  public synchronized void ended(End end, TrafficEnd traffic, Outcome outcome) {
    series(end, traffic).ended(outcome, clock.instant());
    samples.ifPresent(each -> each.ended(named(labels(end, traffic))));
  }

  private static Map<String, String> named(Tags labels) {
    return labels.stream().collect(Collectors.toMap(Tag::getKey, Tag::getValue));
  }

  /** Removes what has been idle for long. To be called after each of the two lingering times. */
  public synchronized void forgetIdle() {
    Instant now = clock.instant();
    Iterator<EndSeries> each = series.values().iterator();
    while (each.hasNext()) {
      EndSeries candidate = each.next();
      if (candidate.idleSince(now.minus(COUNTER_LINGER))) {
        candidate.remove();
        each.remove();
      } else if (candidate.idleSince(now.minus(GAUGE_LINGER))) {
        candidate.removeGauge();
      }
    }
  }

  private EndSeries series(End end, TrafficEnd traffic) {
    Tags labels = labels(end, traffic);
    if (!series.containsKey(labels)) {
      makeRoom();
    }
    return series.computeIfAbsent(
        labels, missing -> new EndSeries(registry, missing, clock.instant()));
  }

  private void makeRoom() {
    if (series.size() < MOST_SERIES) {
      return;
    }
    series.entrySet().stream()
        .filter(entry -> entry.getValue().idleSince(clock.instant()))
        .min(Comparator.comparing(entry -> entry.getValue().lastUse()))
        .map(Map.Entry::getKey)
        .ifPresent(
            oldest -> {
              EndSeries removed = series.remove(oldest);
              if (removed != null) {
                removed.remove();
              }
            });
  }

  private static Tags labels(End end, TrafficEnd traffic) {
    Tags labels =
        Tags.of(
            MetricNames.END,
            end.name().toLowerCase(Locale.ROOT),
            MetricNames.HOST,
            traffic.host().toString());
    for (String label : COMMAND_LABELS) {
      labels = labels.and(label, traffic.labels().getOrDefault(label, UNKNOWN));
    }
    return labels;
  }
}
