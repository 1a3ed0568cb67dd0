package org.tunnelbench.deploy.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.lab.run.FreePorts;
import org.tunnelbench.throughputprobe.metrics.MetricNames;
import org.tunnelbench.throughputprobe.metrics.RemoteWriter;
import org.tunnelbench.throughputprobe.metrics.SampleSeries;

/** The probe's remote write, by what a real Prometheus has of it. */
class RemoteWriteTest {
  private static final TrialId TRIAL = TrialId.of(new ExperimentId("0123456789ab"), 3);
  private static final Map<String, String> LABELS =
      Map.of("end", "receiver", "experiment", "0123456789ab", "kernel", "6.1 (é \"x\")");
  private static final String NAME = MetricNames.SAMPLE_THROUGHPUT.exposedName();
  private static final int SAMPLES = 40;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Instant begin =
      Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS).plusMillis(7);

  @Test
  void samplesThatWaitedForTheServerArriveWithTheirOwnTimesAndTheirTrial() throws Exception {
    int port = FreePorts.choose(1).getFirst();
    try (RemoteWriter writer = new RemoteWriter(address(port), registry)) {
      SampleSeries series = new SampleSeries(writer);
      for (int index = 0; index < SAMPLES; index++) {
        series.sampled(LABELS, sample(index, begin.plusMillis(100L * index)));
      }
      series.ended(LABELS);
      try (PrometheusServer server = PrometheusServer.start(folder, port)) {
        JsonNode kept = server.await(PrometheusServer.query(NAME + "[10m]"), SAMPLES);

        assertThat(points(kept)).isEqualTo(expected());
        assertThat(kept.at("/result/0/metric/kernel").asText()).isEqualTo("6.1 (é \"x\")");
        assertThat(server.ask(PrometheusServer.query(NAME)).path("result")).isEmpty();
        JsonNode exemplars =
            server.ask(
                "/api/v1/query_exemplars?query=%s&start=%d&end=%d"
                    .formatted(NAME, begin.getEpochSecond() - 1, begin.getEpochSecond() + SAMPLES));
        assertThat(exemplars.at("/0/exemplars/0/labels/trial_id").asText())
            .isEqualTo(TRIAL.value());
        assertThat(registry.get(MetricNames.REMOTE_SENT.meter()).counter().count())
            .isEqualTo(SAMPLES + 1);
      }
    }
  }

  @Test
  void whatTheServerRefusesIsCountedAndHoldsUpNothing() throws Exception {
    int port = FreePorts.choose(1).getFirst();
    try (PrometheusServer server = PrometheusServer.start(folder, port);
        RemoteWriter writer = new RemoteWriter(address(port), registry)) {
      SampleSeries series = new SampleSeries(writer);
      series.sampled(LABELS, sample(0, begin));
      assertThat(server.await(PrometheusServer.query(NAME + "[10m]"), 1).path("result")).hasSize(1);
      series.sampled(LABELS, sample(1, begin.minus(Duration.ofDays(1))));
      awaitRefused();
      series.sampled(LABELS, sample(2, begin.plusSeconds(1)));

      assertThat(points(server.await(PrometheusServer.query(NAME + "[10m]"), 2))).hasSize(2);
    }
  }

  private void awaitRefused() {
    Instant giveUp = Instant.now().plus(LONGEST_WAIT);
    while (refused() < 1 && Instant.now().isBefore(giveUp)) {
      Thread.onSpinWait();
    }
    assertThat(refused()).isEqualTo(1);
  }

  private double refused() {
    return registry
        .get(MetricNames.REMOTE_DROPPED.meter())
        .tag(MetricNames.REASON, "refused")
        .counter()
        .count();
  }

  private static URI address(int port) {
    return URI.create("http://127.0.0.1:" + port + "/api/v1/write");
  }

  private static TrafficSample sample(int index, Instant at) {
    return new TrafficSample(
        new Attempt(TRIAL, 1),
        new HostName("b"),
        End.RECEIVER,
        index,
        0.1 * index,
        0.1,
        1_000L * (index + 1),
        OptionalLong.empty(),
        at);
  }

  private List<String> expected() {
    List<String> expected = new ArrayList<>();
    for (int index = 0; index < SAMPLES; index++) {
      expected.add(
          begin.plusMillis(100L * index).toEpochMilli() + " " + 1_000.0 * (index + 1) / 0.1);
    }
    return expected;
  }

  private static List<String> points(JsonNode kept) {
    List<String> points = new ArrayList<>();
    for (JsonNode point : kept.at("/result/0/values")) {
      points.add(Math.round(point.path(0).asDouble() * 1_000) + " " + point.path(1).asDouble());
    }
    return points;
  }
}
