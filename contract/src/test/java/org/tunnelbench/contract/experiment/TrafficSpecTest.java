package org.tunnelbench.contract.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;

class TrafficSpecTest {
  @ParameterizedTest
  @CsvSource({
    "auto,   ip iperf3 iperf, ip iperf3 iperf, iperf3",
    "auto,   ip iperf3 iperf, ip iperf,        iperf",
    "auto,   ip iperf3,       ip,              shell",
    "auto,   ip iperf3,       ip iperf,        shell",
    "shell,  ip iperf3,       ip iperf3,       shell",
    "iperf3, ip,              ip,              iperf3"
  })
  void aPairUsesTheBestToolThatBothHave(String asked, String one, String other, String used) {
    assertThat(spec(asked, OptionalLong.empty()).on(facts(one), facts(other)).tool())
        .isEqualTo(used);
  }

  @Test
  void onlyIperf3LimitsARate() {
    assertThat(spec("iperf3", OptionalLong.of(1_000_000)).rateLimit()).hasValue(1_000_000);
    assertThatThrownBy(() -> spec("shell", OptionalLong.of(1_000_000)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("only iperf3 limits a rate of TCP");
  }

  @ParameterizedTest
  @CsvSource({
    "UDP, FORWARD, ip iperf3 iperf, ip iperf3 iperf, iperf3",
    "UDP, FORWARD, ip iperf3 iperf, ip iperf,        iperf",
    "UDP, FORWARD, ip,              ip,              iperf",
    "TCP, BOTH,    ip iperf,        ip iperf,        iperf3",
    "TCP, FORWARD, ip iperf,        ip iperf,        iperf3"
  })
  void whatAToolCannotDoIsNotLeftToIt(
      Transport transport, Direction direction, String one, String other, String used) {
    TrafficSpec limited =
        new TrafficSpec(
            "auto",
            10,
            Duration.ofSeconds(1),
            1,
            direction,
            OptionalLong.of(1_000_000),
            transport,
            true);
    TrafficSpec chosen = limited.on(facts(one), facts(other));
    assertThat(chosen.tool()).isEqualTo(used);
    assertThat(chosen.transport()).isEqualTo(transport);
    assertThat(chosen.latency()).isTrue();
  }

  @Test
  void onlyIperf3EndsBeforeItsTime() {
    TrafficSpec adaptive =
        new TrafficSpec(
            "auto",
            60,
            Duration.ofSeconds(1),
            1,
            Direction.FORWARD,
            OptionalLong.empty(),
            Transport.TCP,
            false,
            Optional.of(new AdaptiveLength(0.02, 10)));
    assertThat(adaptive.on(facts("iperf3"), facts("iperf3")).seconds()).isEqualTo(60);
    TrafficSpec shell = adaptive.on(facts("ip"), facts("ip"));
    assertThat(shell.seconds()).isEqualTo(10);
    assertThat(shell.adaptive()).isEmpty();
  }

  private static TrafficSpec spec(String tool, OptionalLong rate) {
    return new TrafficSpec(tool, 10, Duration.ofSeconds(1), 1, Direction.FORWARD, rate);
  }

  private static HostFacts facts(String tools) {
    return new HostFacts(
        new HostName("a"),
        "6.1",
        "",
        Arrays.stream(tools.split(" ", -1)).collect(Collectors.toMap(tool -> tool, tool -> "1")),
        Set.of(),
        Set.of(),
        List.of(),
        Map.of(),
        new Ipv4Address("10.0.0.101"),
        "eth0",
        1500,
        "");
  }
}
