package org.tunnelbench.lab.monitoring;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

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
    for (ScrapeTarget target : targets) {
      text.append(
          """
            - job_name: %s
              metrics_path: /q/metrics
              static_configs:
                - targets: ['127.0.0.1:%d']
          """
              .formatted(target.job(), target.port()));
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return text.replace("'", "''");
  }
}
