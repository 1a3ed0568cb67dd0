package org.tunnelbench.hostagent.application;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.metric.Metric;
import org.tunnelbench.contract.metric.SharedMetrics;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostagent.metrics.MetricNames;

/** The agent's meters. There are as many as it has hosts, times a few. */
final class AgentMetrics {
  private final MeterRegistry registry;
  private final Map<HostName, Map<HostCondition, AtomicInteger>> conditions =
      new ConcurrentHashMap<>();

  AgentMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(Report report) {
    String says =
        switch (report) {
          case Report.EndpointReady ready -> "ready";
          case Report.EndpointFailed failed -> "failed";
          case Report.EndpointDown down -> down.clean() ? "down" : "not-clean";
          default -> "other";
        };
    counter(MetricNames.REPORTS, MetricNames.HOST, report.host().value(), MetricNames.REPORT, says)
        .increment();
    if (tellsOfLeftovers(report)) {
      leftovers(report.host()).increment();
    }
  }

  void countUnreadable(String topic) {
    counter(MetricNames.UNREADABLE, SharedMetrics.TOPIC, topic).increment();
  }

  private Counter leftovers(HostName host) {
    return counter(MetricNames.LEFTOVERS, MetricNames.HOST, host.value());
  }

  private static boolean tellsOfLeftovers(Report report) {
    return switch (report) {
      case Report.EndpointFailed failed -> failed.failure().kind() == FailureKind.LEFTOVER_STATE;
      case Report.EndpointDown down ->
          !down.differences().isEmpty()
              || down.failure().filter(why -> why.kind() == FailureKind.NOT_CLEAN).isPresent();
      default -> false;
    };
  }

  private Counter counter(Metric metric, String... labels) {
    return Counter.builder(metric.meter())
        .description(metric.description())
        .tags(labels)
        .register(registry);
  }

  void show(HostStatus status) {
    conditions
        .computeIfAbsent(status.host(), this::gauges)
        .forEach((condition, value) -> value.set(condition == status.condition() ? 1 : 0));
  }

  private Map<HostCondition, AtomicInteger> gauges(HostName host) {
    // There from the start: what is first shown with something in it has not increased.
    leftovers(host);
    Map<HostCondition, AtomicInteger> gauges = new ConcurrentHashMap<>();
    for (HostCondition condition : HostCondition.values()) {
      String word = condition.name().toLowerCase(Locale.ROOT);
      AtomicInteger value = new AtomicInteger();
      Gauge.builder(MetricNames.HOST_CONDITION.meter(), value, AtomicInteger::get)
          .description(MetricNames.HOST_CONDITION.description())
          .tags(MetricNames.HOST, host.value(), MetricNames.CONDITION, word)
          .register(registry);
      gauges.put(condition, value);
    }
    return gauges;
  }
}
