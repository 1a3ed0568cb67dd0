package org.tunnelbench.throughputprobe.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.message.TrafficSample;

/**
 * Samples as points of Prometheus' series: each at the time when its interval had been counted, the
 * first of a trial with an exemplar that names the trial, and a stale marker after the last.
 */
public final class SampleSeries {
  /** As the rules and dashboards call the job that shows the probe's metrics. */
  private static final String JOB = "tunnelbench-throughput-probe";

  private final RemoteWriter writer;

  /** The time of the last point of each series that has not ended; as many as trials run. */
  private final Map<SortedMap<String, String>, Long> running = new HashMap<>();

  public SampleSeries(RemoteWriter writer) {
    this.writer = writer;
  }

  /**
   * An end counted an interval.
   *
   * @param labels of the probe's metrics
   */
  public synchronized void sampled(Map<String, String> labels, TrafficSample sample) {
    SortedMap<String, String> series = series(labels);
    boolean first = running.put(series, sample.at().toEpochMilli()) == null;
    writer.add(
        new RemotePoint(
            series,
            Double.doubleToRawLongBits(sample.bytes() / sample.seconds()),
            sample.at().toEpochMilli(),
            first ? Optional.of(sample.attempt().trial().value()) : Optional.empty()));
  }

  /** An end's traffic is over. */
  public synchronized void ended(Map<String, String> labels) {
    SortedMap<String, String> series = series(labels);
    @Nullable Long last = running.remove(series);
    if (last != null) {
      writer.add(new RemotePoint(series, RemotePoint.STALE, last + 1, Optional.empty()));
    }
  }

  private static SortedMap<String, String> series(Map<String, String> labels) {
    SortedMap<String, String> series = new TreeMap<>(labels);
    series.put("__name__", MetricNames.SAMPLE_THROUGHPUT.exposedName());
    series.put("job", JOB);
    return series;
  }
}
