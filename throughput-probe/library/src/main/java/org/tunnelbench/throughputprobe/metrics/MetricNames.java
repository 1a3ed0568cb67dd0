package org.tunnelbench.throughputprobe.metrics;

/**
 * Every metric of the probe. In Prometheus' exposition dots become underscores, and counters end
 * with {@code _total}.
 */
public final class MetricNames {
  /** Gauge, Mbit/s (10⁶ bits): what an end counted in its last interval; 0 once it has ended. */
  public static final String MEGABITS_PER_SECOND = "tunnelbench.traffic.megabits.per.second";

  /** Counter, bytes: what an end counted. */
  public static final String BYTES = "tunnelbench.traffic.bytes";

  /** Counter: TCP segments that the sender sent again. */
  public static final String RETRANSMITS = "tunnelbench.traffic.retransmits";

  /** Counter: intervals that were sampled. */
  public static final String SAMPLES = "tunnelbench.traffic.samples";

  /** Counter: trials whose traffic ended at this end, by {@link #OUTCOME}. */
  public static final String TRIALS = "tunnelbench.traffic.trials";

  /** Label of all: {@code sender} or {@code receiver}. */
  public static final String END = "end";

  /** Label of all: the host that the end is on. */
  public static final String HOST = "host";

  /** Label of {@link #TRIALS}: {@code measured}, {@code failed} or {@code stopped}. */
  public static final String OUTCOME = "outcome";

  /** Label of all. */
  public static final String EXPERIMENT = "experiment";

  /** Label of all: the release of the host's kernel. */
  public static final String KERNEL = "kernel";

  /** Label of all: the factor's level. */
  public static final String TUNNEL = "tunnel";

  /** Label of all: the factor's level. */
  public static final String LOCAL = "local";

  /** Label of all: the factor's level. */
  public static final String PROTECTION = "protection";

  private MetricNames() {}
}
