package org.tunnelbench.throughputprobe.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.metric.Metric;

/** The meters of one set of labels. */
final class EndSeries {
  private final MeterRegistry registry;
  private final Tags labels;
  private final List<Meter> counters = new ArrayList<>();
  private final AtomicReference<Double> current = new AtomicReference<>(0.0);
  private Optional<Gauge> gauge = Optional.empty();
  private Instant lastUse;
  private boolean running;

  EndSeries(MeterRegistry registry, Tags labels, Instant now) {
    this.registry = registry;
    this.labels = labels;
    lastUse = now;
  }

  void sampled(TrafficSample sample, Instant now) {
    lastUse = now;
    running = true;
    if (gauge.isEmpty()) {
      gauge =
          Optional.of(
              Gauge.builder(MetricNames.THROUGHPUT.meter(), current, AtomicReference::get)
                  .description(MetricNames.THROUGHPUT.description())
                  .tags(labels)
                  .register(registry));
    }
    current.set(sample.bytes() / sample.seconds());
    counter(MetricNames.BYTES, labels).increment((double) sample.bytes());
    counter(MetricNames.SAMPLES, labels).increment();
    sample
        .retransmits()
        .ifPresent(
            segments -> counter(MetricNames.RETRANSMITS, labels).increment((double) segments));
  }

  void ended(Outcome outcome, Instant now) {
    lastUse = now;
    running = false;
    current.set(0.0);
    counter(
            MetricNames.TRIALS,
            labels.and(MetricNames.OUTCOME, outcome.name().toLowerCase(Locale.ROOT)))
        .increment();
  }

  Instant lastUse() {
    return lastUse;
  }

  boolean idleSince(Instant then) {
    return !running && !lastUse.isAfter(then);
  }

  void removeGauge() {
    gauge.ifPresent(registry::remove);
    gauge = Optional.empty();
  }

  void remove() {
    removeGauge();
    counters.forEach(registry::remove);
    counters.clear();
  }

  private Counter counter(Metric metric, Tags tags) {
    Counter counter =
        Counter.builder(metric.meter())
            .description(metric.description())
            .tags(tags)
            .register(registry);
    if (!counters.contains(counter)) {
      counters.add(counter);
    }
    return counter;
  }
}
