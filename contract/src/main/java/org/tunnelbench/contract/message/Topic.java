package org.tunnelbench.contract.message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.host.HostName;

/**
 * A Kafka topic, as it is to be created.
 *
 * @param compacted whether only the last value of each key is kept, for ever; otherwise records are
 *     kept for {@code retention}
 * @param mostBytes how much is kept of each partition, whatever its age; {@link #NO_BOUND} where
 *     age alone counts. Only what is not compacted is bounded.
 */
public record Topic(
    String name, int partitions, boolean compacted, Duration retention, long mostBytes) {
  /** What the names of all topics begin with. */
  public static final String PREFIX = "tunnelbench.";

  /** What the names of the topics of agents' commands begin with. */
  public static final String COMMANDS_PREFIX = "tunnelbench.commands.";

  /** What the names of the topics of probes' commands begin with. */
  public static final String PROBE_COMMANDS_PREFIX = "tunnelbench.probe-commands.";

  /** What the names of the topics of facts begin with. */
  public static final String FACTS_PREFIX = "tunnelbench.facts.";

  /** What the names of the topics of reports begin with. */
  public static final String REPORTS_PREFIX = "tunnelbench.reports.";

  /** Kafka's word for no bound: {@code retention.bytes} of topics. */
  public static final long NO_BOUND = -1;

  /**
   * The size of a segment of a compacted topic, of which Kafka leaves the newest as it is: a reader
   * from the beginning reads so much at most beside what is compacted. A topic is made with it;
   * another size does no harm.
   */
  public static final int SEGMENT_BYTES = 64 * 1024 * 1024;

  private static final Duration WEEK = Duration.ofDays(7);

  /** How long samples are kept: results are to be fetched within it. */
  private static final Duration MONTH = Duration.ofDays(30);

  private static final Duration DAY = Duration.ofDays(1);

  /** Some ten million samples. */
  private static final long MOST_BYTES_OF_SAMPLES = 4L * 1024 * 1024 * 1024;

  /** Key: experiment id. The controller's record of an experiment. */
  public static final Topic EXPERIMENTS = new Topic("tunnelbench.experiments", 1, true, WEEK);

  /** Key: trial id. The controller's record of a trial. */
  public static final Topic TRIALS = new Topic("tunnelbench.trials", 1, true, WEEK);

  /** Key: trial id. {@link TrafficSample}. */
  public static final Topic SAMPLES =
      new Topic("tunnelbench.samples", 1, false, MONTH, MOST_BYTES_OF_SAMPLES);

  /** Some hundred of the largest experiments. */
  private static final long MOST_BYTES_OF_REQUESTS = 128L * 1024 * 1024;

  /** Far more than anybody looks through. */
  private static final long MOST_BYTES_OF_DEAD_LETTERS = 64L * 1024 * 1024;

  /**
   * Key: experiment id. What users asked of replicas that do not orchestrate, and the answers of
   * the one that does. Kafka gives its one partition to one of the replicas: that one orchestrates.
   */
  public static final Topic REQUESTS =
      new Topic("tunnelbench.requests", 1, false, DAY, MOST_BYTES_OF_REQUESTS);

  /**
   * Key: that of the message. Messages that somebody could not read, as they were; the headers
   * {@code dead-letter-topic}, {@code dead-letter-offset} and {@code dead-letter-reason} say where
   * it was and why.
   */
  public static final Topic DEAD_LETTERS =
      new Topic("tunnelbench.dead-letters", 1, false, MONTH, MOST_BYTES_OF_DEAD_LETTERS);

  private Topic(String name, int partitions, boolean compacted, Duration retention) {
    this(name, partitions, compacted, retention, NO_BOUND);
  }

  /**
   * Key: host. {@link HostStatus}, written by the agent of this host alone
   * (docs/decisions/0014-who-says-what-of-a-host.md).
   */
  public static Topic facts(HostName host) {
    return new Topic(FACTS_PREFIX + host, 1, true, WEEK);
  }

  /** Key: trial id. {@link Report}, written by the agent and the probe of this host alone. */
  public static Topic reports(HostName host) {
    return new Topic(REPORTS_PREFIX + host, 1, false, WEEK);
  }

  /** Key: trial id. {@link HostCommand}, read by the agent of this host alone. */
  public static Topic commands(HostName host) {
    return new Topic(COMMANDS_PREFIX + host, 1, false, WEEK);
  }

  /** Key: trial id. {@link ProbeCommand}, read by the probe of this host alone. */
  public static Topic probeCommands(HostName host) {
    return new Topic(PROBE_COMMANDS_PREFIX + host, 1, false, WEEK);
  }

  /** Every topic of a fleet with these hosts. */
  public static List<Topic> all(List<HostName> hosts) {
    List<Topic> topics =
        new ArrayList<>(List.of(EXPERIMENTS, TRIALS, SAMPLES, REQUESTS, DEAD_LETTERS));
    for (HostName host : hosts) {
      topics.add(commands(host));
      topics.add(probeCommands(host));
      topics.add(facts(host));
      topics.add(reports(host));
    }
    return List.copyOf(topics);
  }
}
