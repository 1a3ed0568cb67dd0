package org.tunnelbench.throughputprobe.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.trial.Latency;

class RoundTripsTest {
  @ParameterizedTest
  @CsvSource({
    "'64 bytes from 198.18.0.2: icmp_seq=1 ttl=64 time=0.345 ms', 0.345",
    "'64 bytes from 198.18.0.2: seq=0 ttl=64 time=12.5 ms', 12.5",
    "'64 bytes from 198.18.0.2: icmp_seq=9 ttl=64 time=1004 ms (DUP!)', 1004"
  })
  void readsAnAnswer(String line, double millis) {
    assertThat(RoundTrips.time(line)).hasValue(millis);
  }

  @Test
  void whatIsNoAnswerHasNoTime() {
    for (String line :
        List.of(
            "",
            "PING 198.18.0.2 (198.18.0.2) 56(84) bytes of data.",
            "From 198.18.0.1 icmp_seq=1 Destination Host Unreachable",
            "5 packets transmitted, 5 received, 0% packet loss, time 803ms",
            "rtt min/avg/max/mdev = 0.345/0.400/0.500/0.050 ms")) {
      assertThat(RoundTrips.time(line)).as(line).isEmpty();
    }
  }

  @Test
  void tellsMedianAndTail() {
    assertThat(RoundTrips.of(List.of())).isEmpty();
    assertThat(RoundTrips.of(List.of(3.0))).contains(new Latency(1, 3, 3, 3));
    assertThat(RoundTrips.of(IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList()))
        .contains(new Latency(100, 50, 95, 100));
  }

  @Test
  void asksFiveTimesASecond() {
    assertThat(RoundTrips.argv(new Ipv4Address("198.18.0.2"), Duration.ofSeconds(70)))
        .containsExactly("ping", "-n", "-i", "0.2", "-w", "70", "198.18.0.2");
  }
}
