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
 */
public record Topic(String name, int partitions, boolean compacted, Duration retention) {
  private static final Duration WEEK = Duration.ofDays(7);

  /** Key: experiment id. The controller's record of an experiment. */
  public static final Topic EXPERIMENTS = new Topic("tunnelbench.experiments", 1, true, WEEK);

  /** Key: trial id. The controller's record of a trial. */
  public static final Topic TRIALS = new Topic("tunnelbench.trials", 1, true, WEEK);

  /** Key: host. {@link HostStatus}. */
  public static final Topic FACTS = new Topic("tunnelbench.facts", 1, true, WEEK);

  /** Key: trial id. {@link Report}. */
  public static final Topic REPORTS = new Topic("tunnelbench.reports", 1, false, WEEK);

  /** Key: trial id. {@link TrafficSample}. */
  public static final Topic SAMPLES = new Topic("tunnelbench.samples", 1, false, WEEK);

  /** Key: trial id. {@link HostCommand}, read by the agent of this host alone. */
  public static Topic commands(HostName host) {
    return new Topic("tunnelbench.commands." + host, 1, false, WEEK);
  }

  /** Key: trial id. {@link ProbeCommand}, read by the probe of this host alone. */
  public static Topic probeCommands(HostName host) {
    return new Topic("tunnelbench.probe-commands." + host, 1, false, WEEK);
  }

  /** Every topic of a fleet with these hosts. */
  public static List<Topic> all(List<HostName> hosts) {
    List<Topic> topics = new ArrayList<>(List.of(EXPERIMENTS, TRIALS, FACTS, REPORTS, SAMPLES));
    for (HostName host : hosts) {
      topics.add(commands(host));
      topics.add(probeCommands(host));
    }
    return List.copyOf(topics);
  }
}
