package org.tunnelbench.throughputprobe.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand.TrafficEnd;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.metric.Metric;
import org.tunnelbench.throughputprobe.Traffic;

class TrafficMetricsTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TrafficMetrics metrics = new TrafficMetrics(registry, clock(now));
  private final TrafficEnd traffic = Traffic.end(Traffic.of(1, 0.1));

  @Test
  void theGaugeIsTheLastIntervalAndZeroOnceItIsOver() {
    metrics.sampled(traffic, sample(1_250_000));
    assertThat(gauge()).isEqualTo(12_500_000.0);
    metrics.sampled(traffic, sample(2_500_000));
    assertThat(gauge()).isEqualTo(25_000_000.0);

    metrics.ended(End.SENDER, traffic, Outcome.MEASURED);

    assertThat(gauge()).isZero();
  }

  @Test
  void gaugesOfEndedTrialsGoAfterAWhileAndCountersLater() {
    metrics.sampled(traffic, sample(1_250_000));
    metrics.ended(End.SENDER, traffic, Outcome.MEASURED);

    passes(TrafficMetrics.GAUGE_LINGER.minusMillis(1));
    assertThat(names()).contains(MetricNames.THROUGHPUT.meter(), MetricNames.BYTES.meter());
    passes(Duration.ofMillis(1));
    assertThat(names())
        .doesNotContain(MetricNames.THROUGHPUT.meter())
        .contains(MetricNames.BYTES.meter());
    passes(TrafficMetrics.COUNTER_LINGER);
    assertThat(names()).isEmpty();
  }

  @Test
  void whatRunsStaysHoweverLongItTakes() {
    metrics.sampled(traffic, sample(1_250_000));

    passes(TrafficMetrics.COUNTER_LINGER.multipliedBy(2));

    assertThat(names()).contains(MetricNames.THROUGHPUT.meter(), MetricNames.BYTES.meter());
  }

  @Test
  void theNumberOfSeriesIsBounded() {
    for (int experiment = 0; experiment < TrafficMetrics.MOST_SERIES + 10; experiment++) {
      TrafficEnd end = labelled("%012x".formatted(experiment));
      metrics.sampled(end, sample(1));
      metrics.ended(End.SENDER, end, Outcome.FAILED);
      now.updateAndGet(before -> before.plusMillis(1));
    }

    assertThat(registry.find(MetricNames.BYTES.meter()).counters())
        .hasSize(TrafficMetrics.MOST_SERIES);
    assertThat(registry.find(MetricNames.BYTES.meter()).tag("experiment", "000000000000").counter())
        .isNull();
  }

  @Test
  void afterTenThousandTrialsThereAreNoMoreSeriesThanAfterOneThousand() {
    runTrials(0, 1_000);
    int before = registry.getMeters().size();

    runTrials(1_000, 10_000);

    assertThat(registry.getMeters()).hasSize(before);
    passes(TrafficMetrics.COUNTER_LINGER);
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void theSeriesAreThoseThatTheNamesPromise() {
    metrics.sampled(traffic, sample(1));
    metrics.ended(End.SENDER, traffic, Outcome.MEASURED);

    for (Meter meter : registry.getMeters()) {
      Metric promised =
          MetricNames.ALL.stream()
              .filter(metric -> metric.meter().equals(meter.getId().getName()))
              .findFirst()
              .orElseThrow();
      assertThat(meter.getId().getTags()).extracting(Tag::getKey).isEqualTo(promised.labels());
      assertThat(meter.getId().getDescription()).isEqualTo(promised.description());
    }
  }

  private void runTrials(int first, int end) {
    for (int trial = first; trial < end; trial++) {
      TrafficEnd labelled = labelled("%012x".formatted(trial));
      metrics.sampled(labelled, sample(1));
      metrics.ended(End.SENDER, labelled, Outcome.MEASURED);
      now.updateAndGet(before -> before.plusMillis(1));
    }
  }

  @Test
  void aLabelThatACommandLacksIsSaidToBeUnknown() {
    TrafficEnd end =
        new TrafficEnd(
            traffic.attempt(),
            traffic.host(),
            traffic.address(),
            traffic.peer(),
            traffic.port(),
            traffic.traffic(),
            traffic.deadline(),
            Map.of());

    metrics.ended(End.RECEIVER, end, Outcome.STOPPED);

    assertThat(
            registry
                .get(MetricNames.TRIALS.meter())
                .tags("kernel", "unknown", "end", "receiver", "outcome", "stopped")
                .counter()
                .count())
        .isEqualTo(1.0);
  }

  private void passes(Duration time) {
    now.updateAndGet(before -> before.plus(time));
    metrics.forgetIdle();
  }

  private double gauge() {
    return registry.get(MetricNames.THROUGHPUT.meter()).gauge().value();
  }

  private List<String> names() {
    return registry.getMeters().stream().map(Meter::getId).map(Meter.Id::getName).toList();
  }

  private TrafficEnd labelled(String experiment) {
    return new TrafficEnd(
        traffic.attempt(),
        traffic.host(),
        traffic.address(),
        traffic.peer(),
        traffic.port(),
        traffic.traffic(),
        traffic.deadline(),
        Map.of("experiment", experiment));
  }

  private static TrafficSample sample(long bytes) {
    return new TrafficSample(
        Traffic.attempt(1), Traffic.HOST, End.SENDER, 0, 0, 0.1, bytes, OptionalLong.of(1), START);
  }

  private static InstantSource clock(AtomicReference<Instant> now) {
    return now::get;
  }
}
