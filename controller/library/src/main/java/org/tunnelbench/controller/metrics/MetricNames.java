package org.tunnelbench.controller.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.tunnelbench.contract.metric.Metric;
import org.tunnelbench.contract.metric.SharedMetrics;

/** Every metric of the controller, and every label. */
public final class MetricNames {
  /** A {@code HostCondition}, in lower case. */
  public static final String CONDITION = "condition";

  /** An {@code Outcome}, in lower case. */
  public static final String STATE = "state";

  /** {@code set-up}, {@code take-down}, {@code start-receiver} or {@code stop-traffic}. */
  public static final String COMMAND = "command";

  /** A Kafka topic. */
  public static final String TOPIC = "topic";

  /** The experiment's id. */
  public static final String EXPERIMENT = "experiment";

  /** The kernel of the sending host: the release, then the build. */
  public static final String KERNEL = "kernel";

  /** The cell's hosts, the sender first. */
  public static final String PAIR = "pair";

  /** The factor's level. */
  public static final String TUNNEL = "tunnel";

  /** The factor's level. */
  public static final String LOCAL = "local";

  /** The factor's level. */
  public static final String PROTECTION = "protection";

  /**
   * The levels of all further factors that are not at their default, as {@code inner=direct
   * mtu=1300}.
   */
  public static final String OTHERS = "others";

  /** A {@code Verdict}. */
  public static final String VERDICT = "verdict";

  /** A {@code Shape}. */
  public static final String SHAPE = "shape";

  /** The factor that an effect is of. */
  public static final String FACTOR = "factor";

  /** The level that an effect starts from. */
  public static final String FROM = "from";

  /** The level that an effect leads to. */
  public static final String TO = "to";

  /**
   * The levels of the factors that an effect holds equal, further ones where not at their default.
   */
  public static final String EQUAL = "equal";

  /** Whether an effect is significant: {@code true} or {@code false}. */
  public static final String SIGNIFICANT = "significant";

  /** Hosts by condition. */
  public static final Metric HOSTS =
      Metric.gauge("tunnelbench.hosts", "Hosts by what their agents last said of them", CONDITION);

  /** Hosts of the fleet of which no agent has spoken. */
  public static final Metric HOSTS_SILENT =
      Metric.gauge(
          "tunnelbench.hosts.silent", "Hosts of the fleet document of which no agent has spoken");

  /** Trials by state. */
  public static final Metric TRIALS =
      Metric.gauge("tunnelbench.trials", "Trials of all kept experiments by state", STATE);

  /** Experiments that have not ended. */
  public static final Metric EXPERIMENTS_OPEN =
      Metric.gauge("tunnelbench.experiments.open", "Experiments that have not ended");

  /** How long work has waited. */
  public static final Metric QUEUE_AGE =
      Metric.gauge(
          "tunnelbench.queue.age.seconds",
          "Seconds since the oldest experiment was submitted that has trials waiting; 0 where none"
              + " waits");

  /** How long commands wait for their answers. */
  public static final Metric COMMAND_DURATION =
      Metric.histogram(
          "tunnelbench.command.duration",
          "From a command's acknowledgement by Kafka to its answer, at the replica that"
              + " orchestrates",
          COMMAND);

  /** Whether this replica orchestrates. */
  public static final Metric ORCHESTRATOR =
      Metric.gauge(
          "tunnelbench.orchestrator",
          "1 while this replica orchestrates, 0 while it only reads: the sum over replicas is 1");

  /** How far the record is not read yet. */
  public static final Metric RECORD_LAG =
      Metric.gauge(
          "tunnelbench.record.lag",
          "Messages of a topic that this replica has not read yet",
          TOPIC);

  /** Messages that could not be read. */
  public static final Metric UNREADABLE = SharedMetrics.unreadableMessages("controller");

  /** A cell's median. */
  public static final Metric CELL_THROUGHPUT =
      cell(
          "tunnelbench.cell.throughput.bytes.per.second",
          "Median throughput at the receiver over the cell's measured trials");

  /** A cell's median to that of the plain tunnel. */
  public static final Metric CELL_PLAIN_RATIO =
      cell(
          "tunnelbench.cell.plain.ratio",
          "Median throughput to that of the same cell without protection");

  /** How much of a cell was measured. */
  public static final Metric CELL_MEASURED =
      cell("tunnelbench.cell.measured.trials", "Trials of the cell that were measured");

  /** A cell's verdict. */
  public static final Metric CELL_VERDICT =
      cell("tunnelbench.cell.verdict", "1 under the verdict that the cell has", VERDICT);

  /** The shapes of a cell's trials. */
  public static final Metric CELL_SHAPES =
      cell(
          "tunnelbench.cell.shape.trials",
          "Trials of the cell by the shape of their series, once the experiment has ended",
          SHAPE);

  /** What toggling a factor does. */
  public static final Metric EFFECT =
      effect(
          "tunnelbench.effect.ratio",
          "Throughput at one level to that at another, all else equal, once the experiment has"
              + " ended");

  /** The lower end of an effect's interval. */
  public static final Metric EFFECT_LOW =
      effect("tunnelbench.effect.low.ratio", "Lower end of the effect's 95 % interval");

  /** The upper end of an effect's interval. */
  public static final Metric EFFECT_HIGH =
      effect("tunnelbench.effect.high.ratio", "Upper end of the effect's 95 % interval");

  /** All of them. */
  public static final List<Metric> ALL =
      List.of(
          HOSTS,
          HOSTS_SILENT,
          TRIALS,
          EXPERIMENTS_OPEN,
          QUEUE_AGE,
          COMMAND_DURATION,
          ORCHESTRATOR,
          RECORD_LAG,
          UNREADABLE,
          CELL_THROUGHPUT,
          CELL_PLAIN_RATIO,
          CELL_MEASURED,
          CELL_VERDICT,
          CELL_SHAPES,
          EFFECT,
          EFFECT_LOW,
          EFFECT_HIGH);

  private MetricNames() {}

  private static Metric cell(String meter, String description, String... further) {
    return Metric.gauge(
        meter,
        description,
        sorted(List.of(EXPERIMENT, KERNEL, LOCAL, OTHERS, PAIR, PROTECTION, TUNNEL), further));
  }

  private static Metric effect(String meter, String description) {
    return Metric.gauge(
        meter, description, EQUAL, EXPERIMENT, FACTOR, FROM, KERNEL, SIGNIFICANT, TO);
  }

  private static String[] sorted(List<String> labels, String... further) {
    return Stream.concat(labels.stream(), Arrays.stream(further)).sorted().toArray(String[]::new);
  }
}
