package org.tunnelbench.deploy.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.Json;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalOutput;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.monitoring.MonitoringPrograms;
import org.tunnelbench.lab.monitoring.PrometheusProcess;
import org.tunnelbench.lab.monitoring.PrometheusSettings;
import org.tunnelbench.lab.monitoring.ScrapeTarget;
import org.tunnelbench.lab.run.FreePorts;

/**
 * From a metric to an operator:
 *
 * <pre>
 *   played agent ◀── Prometheus with the rules ──▶ Alertmanager ──▶ webhook
 * </pre>
 */
class AlertTest {
  private static final int LONGEST_WAIT_SECONDS = 60;
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @Test
  void leftoverStateReachesTheOperatorThroughARealAlertmanager() throws Exception {
    AtomicInteger leftovers = new AtomicInteger();
    MonitoringPrograms programs = Promtool.programs();
    List<Integer> ports = FreePorts.choose(2);
    try (PlayedEndpoint agent =
            new PlayedEndpoint(
                () ->
                    "tunnelbench_agent_leftovers_total{host=\"alpha\"} %d\n"
                        .formatted(leftovers.getAndIncrement()));
        PlayedEndpoint webhook = new PlayedEndpoint(() -> "")) {
      Path routes =
          Files.writeString(
              folder.resolve("alertmanager.yml"),
              """
              route: {receiver: operator, group_wait: 0s, group_by: [alertname]}
              receivers:
                - name: operator
                  webhook_configs: [{url: 'http://127.0.0.1:%d/'}]
              """
                  .formatted(webhook.port()));
      PrometheusProcess prometheus =
          new PrometheusProcess(programs, folder.resolve("prometheus"), ports.get(0));
      prometheus.write(
          new PrometheusSettings(
              RuleFile.RULES,
              List.of(new ScrapeTarget("tunnelbench-host-agent", agent.port())),
              OptionalInt.of(ports.get(1))));
      LocalProcess alerting =
          start(
              programs.alertmanager(
                  List.of(
                      "--config.file=" + routes,
                      "--storage.path=" + folder.resolve("alertmanager"),
                      "--cluster.listen-address=",
                      "--web.listen-address=127.0.0.1:" + ports.get(1))));
      LocalProcess scraping = start(prometheus.argv());
      try {
        JsonNode alert = alert(webhook, "TunnelbenchLeftoverState");
        assertThat(alert.path("status").asText()).isEqualTo("firing");
        assertThat(alert.at("/labels/host").asText()).isEqualTo("alpha");
        assertThat(alert.at("/annotations/summary").asText())
            .isEqualTo("State was left on host alpha");
      } finally {
        scraping.kill();
        alerting.kill();
        assertThat(scraping.waitFor(LONGEST_END)).isPresent();
        assertThat(alerting.waitFor(LONGEST_END)).isPresent();
      }
    }
  }

  /** Waits for an alert; others may come before it. */
  private static JsonNode alert(PlayedEndpoint webhook, String name) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
    while (true) {
      @Nullable String posted =
          webhook.posted().poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(posted).as("an alert within %d s", LONGEST_WAIT_SECONDS).isNotNull();
      for (JsonNode alert : Json.MAPPER.readTree(posted).path("alerts")) {
        if (alert.at("/labels/alertname").asText().equals(name)) {
          return alert;
        }
      }
    }
  }

  private LocalProcess start(List<String> argv) throws Exception {
    return LocalProcess.start(
        LocalCommand.of(argv).in(folder), new LocalOutput.Lines(System.out::println));
  }
}
