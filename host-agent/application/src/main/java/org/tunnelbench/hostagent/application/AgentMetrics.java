package org.tunnelbench.hostagent.application;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Report;

/** Every metric of the agent. */
final class AgentMetrics {
  /** Reports given, by host and by what they say. */
  private static final String REPORTS = "tunnelbench.agent.reports";

  /** 1 for the condition that a host is in, 0 for the others. */
  private static final String CONDITION = "tunnelbench.agent.host.condition";

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
    registry.counter(REPORTS, "host", report.host().value(), "report", says).increment();
  }

  void show(HostStatus status) {
    conditions
        .computeIfAbsent(status.host(), this::gauges)
        .forEach((condition, value) -> value.set(condition == status.condition() ? 1 : 0));
  }

  private Map<HostCondition, AtomicInteger> gauges(HostName host) {
    Map<HostCondition, AtomicInteger> gauges = new ConcurrentHashMap<>();
    for (HostCondition condition : HostCondition.values()) {
      String word = condition.name().toLowerCase(Locale.ROOT);
      gauges.put(
          condition,
          registry.gauge(
              CONDITION, Tags.of("host", host.value(), "condition", word), new AtomicInteger()));
    }
    return gauges;
  }
}
