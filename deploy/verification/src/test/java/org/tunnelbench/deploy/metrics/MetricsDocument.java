package org.tunnelbench.deploy.metrics;

import java.util.stream.Collectors;
import org.tunnelbench.contract.metric.Metric;
import org.tunnelbench.controller.metrics.ResultReadings;
import org.tunnelbench.throughputprobe.metrics.TrafficMetrics;

/** {@code docs/metrics.md}, made of the names that the services have in their code. */
final class MetricsDocument {
  private MetricsDocument() {}

  static String render() {
    StringBuilder text = new StringBuilder(head());
    Catalogue.SERVICES.forEach(
        (service, metrics) -> {
          text.append("\n## %s%n%n".formatted(service));
          text.append("| metric | kind | labels | what it is |\n|---|---|---|---|\n");
          metrics.forEach(metric -> text.append(line(metric)));
        });
    return text.append(tail()).toString();
  }

  private static String line(Metric metric) {
    String labels =
        metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s |%n"
        .formatted(metric.exposedName(), metric.kind(), labels, metric.description());
  }

  private static String head() {
    return """
    # Metrics

    Every service shows its metrics at `/q/metrics`, beside those of its JVM, its HTTP server and its Kafka clients
    (`jvm_*`, `http_server_*`, `kafka_*`: see Micrometer's and Quarkus' own documentation). This page is made of the
    names in the code, and a test fails where it is out of date.

    Units are Prometheus' base units: bytes, seconds, ratios. Networks are spoken of in bits per second: the rules in
    `deploy/prometheus` and the dashboards multiply by 8. A histogram has `_bucket`, `_count` and `_sum`, and `_max`
    beside them: the longest of the last minutes.

    Every controller shows the same of the record, whichever orchestrates: join replicas by `max`, never by `sum`. The
    exception is `tunnelbench_orchestrator`, whose sum over replicas is 1.
    """;
  }

  private static String tail() {
    return """

    ## How many series there are

    The number of series is bounded, however many trials there have been; tests run ten thousand and count.

    - **Of traffic** (`tunnelbench_traffic_*`): at most %d sets of labels at a time. The throughput of a trial that has
      ended shows 0 and is gone after %d s; counters that nothing increments any more are gone after %d min.
    - **Of results** (`tunnelbench_cell_*`, `tunnelbench_effect_*`): those of the newest %d experiments, of each at most
      %d cells and %d effects. Shapes and effects are read from the samples once an experiment has ended.
    - **Of the fleet**: one series for each host and condition, topic, command or state.

    No series is named by a trial: Kafka keeps every sample, and the controller's REST interface gives them.
    """
        .formatted(
            TrafficMetrics.MOST_SERIES,
            TrafficMetrics.GAUGE_LINGER.toSeconds(),
            TrafficMetrics.COUNTER_LINGER.toMinutes(),
            ResultReadings.NEWEST,
            ResultReadings.MOST_CELLS,
            ResultReadings.MOST_EFFECTS);
  }
}
