package org.tunnelbench.lab.monitoring;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The settings of the lab's Prometheus: often, since a trial of the lab is short, and on loopback
 * alone.
 *
 * @param rules the file of rules
 * @param alertmanager the port of loopback that alerts are sent to, where there is one
 */
public record PrometheusSettings(Path rules, List<ScrapeTarget> targets, OptionalInt alertmanager) {
  public PrometheusSettings {
    targets = List.copyOf(targets);
  }

  /** As {@code prometheus.yml}. */
  public String render() {
    StringBuilder text =
        new StringBuilder(
            """
            global:
              scrape_interval: 1s
              scrape_timeout: 1s
              evaluation_interval: 1s
            rule_files:
              - '%s'
            storage:
              tsdb:
                out_of_order_time_window: 10m
            """
                .formatted(quoted(rules.toString())));
    alertmanager.ifPresent(
        port ->
            text.append(
                """
                alerting:
                  alertmanagers:
                    - static_configs:
                        - targets: ['127.0.0.1:%d']
                """
                    .formatted(port)));
    text.append("scrape_configs:\n");
    byJob()
        .forEach(
            (job, addresses) ->
                text.append(
                    """
                      - job_name: %s
                        metrics_path: /q/metrics
                        static_configs:
                          - targets: [%s]
                    """
                        .formatted(job, addresses)));
    return text.toString();
  }

  /** Prometheus takes each job once, with all its targets. */
  private Map<String, String> byJob() {
    return targets.stream()
        .collect(
            Collectors.groupingBy(
                ScrapeTarget::job,
                LinkedHashMap::new,
                Collectors.mapping(
                    target -> "'127.0.0.1:%d'".formatted(target.port()),
                    Collectors.joining(", "))));
  }

  private static String quoted(String text) {
    return text.replace("'", "''");
  }
}
