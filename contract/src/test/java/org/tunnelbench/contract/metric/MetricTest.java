package org.tunnelbench.contract.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.InvalidValueException;

class MetricTest {
  @Test
  void namesEndAsPrometheusWantsThem() {
    assertThat(Metric.gauge("tunnelbench.hosts", "").seriesNames())
        .containsExactly("tunnelbench_hosts");
    assertThat(Metric.counter("tunnelbench.traffic.bytes", "").seriesNames())
        .containsExactly("tunnelbench_traffic_bytes_total");
    assertThat(Metric.histogram("tunnelbench.command.duration", "").seriesNames())
        .containsExactly(
            "tunnelbench_command_duration_seconds_bucket",
            "tunnelbench_command_duration_seconds_count",
            "tunnelbench_command_duration_seconds_sum",
            "tunnelbench_command_duration_seconds_max");
  }

  @Test
  void whatIsNoNameIsRefused() {
    assertThatThrownBy(() -> Metric.gauge("hosts", ""))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("tunnelbench and further words");
    assertThatThrownBy(() -> Metric.gauge("tunnelbench.hosts", "", "host", "end"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("order of the alphabet");
  }
}
