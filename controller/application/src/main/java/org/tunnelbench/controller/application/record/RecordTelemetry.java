package org.tunnelbench.controller.application.record;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.controller.metrics.CommandClock;
import org.tunnelbench.controller.metrics.MetricNames;
import org.tunnelbench.controller.trial.Effect;

/** Shows how the thread that owns the record gets on. */
@Singleton
class RecordTelemetry {
  /** From the round trip on a quiet machine to a host that needs its modules loaded. */
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final MeterRegistry registry;
  private final AtomicBoolean orchestrates = new AtomicBoolean();
  private final Map<String, AtomicLong> lags = new ConcurrentHashMap<>();
  private final CommandClock commands = new CommandClock();

  @Inject
  RecordTelemetry(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder(MetricNames.ORCHESTRATOR.meter(), () -> orchestrates.get() ? 1 : 0)
        .description(MetricNames.ORCHESTRATOR.description())
        .register(registry);
  }

  void orchestrates(boolean answer) {
    orchestrates.set(answer);
  }

  /** How many messages of each topic are not read yet; of topics that are read at all. */
  void lags(Map<String, Long> measured) {
    measured.forEach((topic, lag) -> lags.computeIfAbsent(topic, this::lag).set(lag));
  }

  void unreadable(List<DeadLetter> messages) {
    for (DeadLetter dead : messages) {
      Counter.builder(MetricNames.UNREADABLE.meter())
          .description(MetricNames.UNREADABLE.description())
          .tag(MetricNames.TOPIC, dead.message().topic())
          .register(registry)
          .increment();
    }
  }

  private AtomicLong lag(String topic) {
    AtomicLong lag = new AtomicLong();
    Gauge.builder(MetricNames.RECORD_LAG.meter(), lag, AtomicLong::get)
        .description(MetricNames.RECORD_LAG.description())
        .tag(MetricNames.TOPIC, topic)
        .register(registry);
    return lag;
  }

  /** Kafka has acknowledged it. */
  void asked(Effect effect, Instant now) {
    commands.asked(effect, now);
  }

  void answered(Report report, Instant now) {
    commands
        .answered(report, now)
        .ifPresent(
            answered ->
                Timer.builder(MetricNames.COMMAND_DURATION.meter())
                    .description(MetricNames.COMMAND_DURATION.description())
                    .tag(MetricNames.COMMAND, answered.command())
                    .serviceLevelObjectives(BOUNDS)
                    .register(registry)
                    .record(answered.after()));
  }
}
