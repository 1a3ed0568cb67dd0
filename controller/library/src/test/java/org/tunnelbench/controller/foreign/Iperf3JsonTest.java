package org.tunnelbench.controller.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;

class Iperf3JsonTest {
  private static final String START =
      """
      "start": {"system_info": "Linux guest 6.1.0-50-amd64 #1 SMP x86_64",
                "test_start": {"protocol": "TCP", "reverse": 0}},
      """;

  private static String interval(double start, long bytes, boolean omitted) {
    return """
        {"streams": [], "sum": {"start": %s, "end": %s, "seconds": 1, "bytes": %d,
         "bits_per_second": 0, "retransmits": 2, "omitted": %s, "sender": true}}"""
        .formatted(start, start + 1, bytes, omitted);
  }

  @Test
  void readsTheIntervals() throws Exception {
    MeasuredSeries series =
        Iperf3Json.read(
            "{%s \"intervals\": [%s, %s, %s]}"
                .formatted(
                    START,
                    interval(0, 9, true),
                    interval(0, 125_000, false),
                    interval(1, 250_000, false)),
            "run.json");
    assertThat(series.kernel()).isEqualTo("6.1.0-50-amd64");
    assertThat(series.levels()).isEqualTo(Map.of("file", "run.json"));
    assertThat(series.points().stream().map(SeriesPoint::mbitPerSecond)).containsExactly(1.0, 2.0);
    assertThat(series.points().getFirst().retransmits()).hasValue(2);
  }

  @Test
  void prefersTheReceiversIntervalsAndTakesLevelsFromTheTitle() throws Exception {
    MeasuredSeries series =
        Iperf3Json.read(
            "{%s \"title\": \"tunnel=gretap local=omitted\", \"intervals\": [%s], \"server_output_json\": {\"intervals\": [%s]}}"
                .formatted(START, interval(0, 250_000, false), interval(0, 125_000, false)),
            "run.json");
    assertThat(series.points().getFirst().mbitPerSecond()).isEqualTo(1);
    assertThat(series.levels()).isEqualTo(Map.of("tunnel", "gretap", "local", "omitted"));
  }

  @Test
  void namesTheLineOfWhatIsWrong() {
    assertThatThrownBy(() -> Iperf3Json.read("{\n \"start\": {},\n oops", "run.json"))
        .hasMessageStartingWith("line 3: not JSON");
    assertThatThrownBy(
            () ->
                Iperf3Json.read(
                    "{\"start\": {}, \"intervals\": [],\n \"error\": \"unable to connect\"}", "x"))
        .hasMessage("line 2: iperf3 failed: unable to connect");
    assertThatThrownBy(() -> Iperf3Json.read("{\"start\": {},\n\"intervals\": []}", "x"))
        .hasMessage("line 2: there is no interval with a sum");
    assertThatThrownBy(() -> Iperf3Json.read("{}", "x")).hasMessageStartingWith("line 1: ");
  }
}
