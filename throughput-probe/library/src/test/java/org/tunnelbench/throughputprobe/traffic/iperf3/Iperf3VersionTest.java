package org.tunnelbench.throughputprobe.traffic.iperf3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Iperf3VersionTest {
  @ParameterizedTest
  @CsvSource({
    "iperf 3.12 (cJSON 1.7.15),12",
    "iperf 3.1.3,1",
    "iperf 3.9 (cJSON 1.7.13),9",
    "iperf 3.17.1+ (cJSON 1.7.15),17"
  })
  void readsTheFirstLine(String line, int minor) {
    String output =
        line + "\nLinux guest 5.10.46 #1 Debian x86_64\nOptional features available: \n";

    assertThat(Iperf3Version.parse(output)).contains(new Iperf3Version(line, minor));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "iperf version 2.1.8 (12 August 2022) pthreads", "sh: iperf3: not found"})
  void whatIsNotIperf3HasNoVersion(String output) {
    assertThat(Iperf3Version.parse(output)).isEmpty();
  }

  @Test
  void optionsComeWithTheirReleases() {
    assertThat(new Iperf3Version("iperf 3.9", 9).hasReceiveTimeout()).isFalse();
    assertThat(new Iperf3Version("iperf 3.10", 10).hasReceiveTimeout()).isTrue();
    assertThat(new Iperf3Version("iperf 3.1", 1).hasConnectTimeout()).isFalse();
    assertThat(new Iperf3Version("iperf 3.2", 2).hasConnectTimeout()).isTrue();
  }
}
