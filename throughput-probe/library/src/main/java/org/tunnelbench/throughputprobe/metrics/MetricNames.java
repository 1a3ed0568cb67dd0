package org.tunnelbench.throughputprobe.metrics;

import java.util.List;
import org.tunnelbench.contract.metric.Metric;
import org.tunnelbench.contract.metric.SharedMetrics;

/** Every metric of the probe, and every label. */
public final class MetricNames {
  /** {@code sender} or {@code receiver}. */
  public static final String END = "end";

  /** The host that the end is on. */
  public static final String HOST = "host";

  /** {@code measured}, {@code failed} or {@code stopped}. */
  public static final String OUTCOME = "outcome";

  /** The experiment's id. */
  public static final String EXPERIMENT = "experiment";

  /** The kernel of the trial's sending host: the release, then the build. */
  public static final String KERNEL = "kernel";

  /** The factor's level. */
  public static final String TUNNEL = "tunnel";

  /** The factor's level. */
  public static final String LOCAL = "local";

  /** The factor's level. */
  public static final String PROTECTION = "protection";

  /** What an end counted in its last interval; 0 once it has ended. */
  public static final Metric THROUGHPUT =
      Metric.gauge(
          "tunnelbench.traffic.throughput.bytes.per.second",
          "Bytes per second that an end of the traffic counted in its last interval; 0 once it has"
              + " ended, and gone a minute later",
          END,
          EXPERIMENT,
          HOST,
          KERNEL,
          LOCAL,
          PROTECTION,
          TUNNEL);

  /** What an end counted. */
  public static final Metric BYTES =
      counter("tunnelbench.traffic.bytes", "Bytes that an end of the traffic counted");

  /** What the sender sent again. */
  public static final Metric RETRANSMITS =
      counter("tunnelbench.traffic.retransmits", "TCP segments that the sender sent again");

  /** Intervals that were sampled. */
  public static final Metric SAMPLES =
      counter("tunnelbench.traffic.samples", "Intervals in which an end of the traffic counted");

  /** Trials whose traffic ended at an end. */
  public static final Metric TRIALS =
      Metric.counter(
          "tunnelbench.traffic.trials",
          "Trials whose traffic ended at this end",
          END,
          EXPERIMENT,
          HOST,
          KERNEL,
          LOCAL,
          OUTCOME,
          PROTECTION,
          TUNNEL);

  /** {@code refused} by the receiver, or {@code full} where too many waited. */
  public static final String REASON = "reason";

  /** Every sample, by remote write. */
  public static final Metric SAMPLE_THROUGHPUT =
      Metric.gauge(
          "tunnelbench.sample.throughput.bytes.per.second",
          "Every sample with the time of its own, to the millisecond; by remote write alone where"
              + " that is configured, never scraped",
          END,
          EXPERIMENT,
          HOST,
          KERNEL,
          LOCAL,
          PROTECTION,
          TUNNEL);

  /** Points that a remote write delivered. */
  public static final Metric REMOTE_SENT =
      Metric.counter(
          "tunnelbench.probe.remote.write.points",
          "Points that the receiver of the remote write has taken, stale markers included");

  /** Points that a remote write lost. */
  public static final Metric REMOTE_DROPPED =
      Metric.counter(
          "tunnelbench.probe.remote.write.dropped",
          "Points that were not written: refused by the receiver, or full where too many waited",
          REASON);

  /** SSH sessions that the probe has open. */
  public static final Metric SSH_SESSIONS =
      Metric.gauge(
          "tunnelbench.probe.ssh.sessions", "SSH sessions that the probe has open, jumps included");

  /** Messages that could not be read. */
  public static final Metric UNREADABLE = SharedMetrics.unreadableMessages("probe");

  /** All of them. */
  public static final List<Metric> ALL =
      List.of(
          THROUGHPUT,
          BYTES,
          RETRANSMITS,
          SAMPLES,
          TRIALS,
          SAMPLE_THROUGHPUT,
          REMOTE_SENT,
          REMOTE_DROPPED,
          SSH_SESSIONS,
          UNREADABLE);

  private MetricNames() {}

  private static Metric counter(String meter, String description) {
    return Metric.counter(
        meter, description, END, EXPERIMENT, HOST, KERNEL, LOCAL, PROTECTION, TUNNEL);
  }
}
