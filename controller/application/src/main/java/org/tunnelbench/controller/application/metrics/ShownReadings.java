package org.tunnelbench.controller.application.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.tunnelbench.controller.metrics.Reading;

/**
 * Gauges that show readings. A series is there as long as there is a reading of it: one that stays
 * is never taken away in between, so that no scrape misses it.
 */
final class ShownReadings {
  private final MeterRegistry registry;
  private final Map<Reading.Series, Shown> shown = new HashMap<>();

  private record Shown(AtomicReference<Double> value, Gauge gauge) {}

  ShownReadings(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows these, and nothing else any more. */
  void show(List<Reading> readings) {
    Map<Reading.Series, Shown> gone = new HashMap<>(shown);
    for (Reading reading : readings) {
      gone.remove(reading.series());
      shown.computeIfAbsent(reading.series(), this::register).value().set(reading.value());
    }
    gone.forEach(
        (series, old) -> {
          registry.remove(old.gauge());
          shown.remove(series);
        });
  }

  private Shown register(Reading.Series series) {
    AtomicReference<Double> value = new AtomicReference<>(Double.NaN);
    Tags tags = Tags.empty();
    for (Map.Entry<String, String> label : series.labels().entrySet()) {
      tags = tags.and(label.getKey(), label.getValue());
    }
    return new Shown(
        value,
        Gauge.builder(series.metric().meter(), value, AtomicReference::get)
            .description(series.metric().description())
            .tags(tags)
            .register(registry));
  }
}
