package org.tunnelbench.throughputprobe.traffic.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand.TrafficEnd;
import org.tunnelbench.throughputprobe.Traffic;
import org.tunnelbench.throughputprobe.traffic.iperf3.IntervalSeries;
import org.tunnelbench.throughputprobe.traffic.iperf3.OutputLine;
import org.tunnelbench.throughputprobe.traffic.iperf3.Slot;

class OtherToolsTest {
  /** What iperf 2.1.8 (Debian 12) printed. */
  private static final String IPERF_2_1 =
      """
      ------------------------------------------------------------
      Server listening on TCP port 5399
      TCP window size:  128 KByte (default)
      ------------------------------------------------------------
      [  1] local 127.0.0.1 port 5399 connected with 127.0.0.1 port 52259 (icwnd/mss/irtt=320/32768/23)
      [ ID] Interval       Transfer     Bandwidth
      [  1] 0.0000-0.5000 sec  3200 KBytes  52430 Kbits/sec
      [  1] 0.5000-1.0000 sec  3200 KBytes  52429 Kbits/sec
      [  1] 1.0000-1.5000 sec  3200 KBytes  52429 Kbits/sec
      [  1] 1.5000-2.0000 sec  3200 KBytes  52429 Kbits/sec
      [  1] 0.0000-2.0020 sec  12928 KBytes  52899 Kbits/sec
      """;

  @Test
  void iperfIsReadLikeIperf3() {
    IntervalSeries series = new IntervalSeries(Traffic.by(TrafficSpec.IPERF, 2, 0.5));
    List<OutputLine> lines = IPERF_2_1.lines().map(OutputLine::parse).toList();

    assertThat(lines.get(1)).isEqualTo(new OutputLine.Listening());
    assertThat(lines.get(4)).isEqualTo(new OutputLine.Connected());
    assertThat(
            lines.stream()
                .filter(OutputLine.Interval.class::isInstance)
                .map(line -> series.take((OutputLine.Interval) line))
                .flatMap(Optional::stream))
        .extracting(Slot::index)
        .containsExactly(0, 1, 2, 3);
    assertThat(series.ranItsTime()).isTrue();
    assertThat(OutputLine.parse("bind failed: Address already in use"))
        .isEqualTo(new OutputLine.Complaint("bind failed: Address already in use"));
  }

  @Test
  void iperfTakesNoShorterIntervalThanHalfASecond() {
    TrafficEnd end = Traffic.end(Traffic.by(TrafficSpec.IPERF, 10, 0.1));

    assertThat(IperfCommand.receiver(end))
        .containsExactly(
            "iperf", "-s", "-B", "198.18.0.1", "-P", "1", "-p", "5201", "-i", "0.5", "-f", "k");
    assertThat(IperfCommand.sender(end))
        .containsExactly(
            "iperf",
            "-c",
            "198.18.0.2",
            "-B",
            "198.18.0.1",
            "-t",
            "10",
            "-P",
            "1",
            "-p",
            "5201",
            "-i",
            "0.5",
            "-f",
            "k");
  }

  @Test
  void theShellsArgumentsFollowItsScript() {
    List<String> argv =
        ShellTraffic.argv(End.SENDER, Traffic.end(Traffic.by(TrafficSpec.SHELL, 10, 0.5)));

    assertThat(argv.subList(0, 2)).containsExactly("sh", "-c");
    assertThat(argv.subList(3, argv.size()))
        .containsExactly(
            "tunnelbench-traffic", "send", "198.18.0.1", "198.18.0.2", "5201", "1000", "50", "1");
    assertThat(OutputLine.parse("[1] 0.00-0.50 sec 5000000 Bytes 80000000 bits/sec"))
        .isInstanceOfSatisfying(
            OutputLine.Interval.class,
            interval -> assertThat(interval.countedBytes()).isEqualTo(5_000_000));
    assertThat(OutputLine.parse("tunnelbench: no interface has the address 192.0.2.1"))
        .isEqualTo(new OutputLine.Complaint("no interface has the address 192.0.2.1"));
  }
}
