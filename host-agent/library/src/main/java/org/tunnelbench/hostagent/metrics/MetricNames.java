package org.tunnelbench.hostagent.metrics;

import java.util.List;
import org.tunnelbench.contract.metric.Metric;
import org.tunnelbench.contract.metric.SharedMetrics;

/** Every metric of the agent, and every label. */
public final class MetricNames {
  /** The host's name. */
  public static final String HOST = "host";

  /** A {@code HostCondition}, in lower case. */
  public static final String CONDITION = "condition";

  /** {@code ready}, {@code failed}, {@code down} or {@code not-clean}. */
  public static final String REPORT = "report";

  /** 1 for the condition that a host is in. */
  public static final Metric HOST_CONDITION =
      Metric.gauge(
          "tunnelbench.agent.host.condition",
          "1 for the condition that the host is in, 0 for the others; unclean is quarantined",
          CONDITION,
          HOST);

  /** Reports given. */
  public static final Metric REPORTS =
      Metric.counter("tunnelbench.agent.reports", "Reports given, by what they say", HOST, REPORT);

  /** State that was found where none should be. */
  public static final Metric LEFTOVERS =
      Metric.counter(
          "tunnelbench.agent.leftovers",
          "Reports that tell of state left on the host: in the way of a trial, or not undone after"
              + " one",
          HOST);

  /** SSH sessions that the agent has open. */
  public static final Metric SSH_SESSIONS =
      Metric.gauge(
          "tunnelbench.agent.ssh.sessions", "SSH sessions that the agent has open, jumps included");

  /** Messages that could not be read. */
  public static final Metric UNREADABLE = SharedMetrics.unreadableMessages("agent");

  /** All of them. */
  public static final List<Metric> ALL =
      List.of(HOST_CONDITION, REPORTS, LEFTOVERS, SSH_SESSIONS, UNREADABLE);

  private MetricNames() {}
}
