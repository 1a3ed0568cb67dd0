package org.tunnelbench.throughputprobe.traffic.iperf3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.experiment.Direction;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.experiment.Transport;
import org.tunnelbench.throughputprobe.traffic.iperf3.OutputLine.Way;

/** On what iperf3 3.12 printed of two directions, and of UDP. */
class BothWaysTest {
  private static final String CLIENT =
      """
      [ ID][Role] Interval           Transfer     Bitrate         Retr  Cwnd
      [  5][TX-C]   0.00-0.50   sec  3.00 MBytes  50322 Kbits/sec    2   1.12 MBytes
      [  7][RX-C]   0.00-0.50   sec  1.00 MBytes  16777 Kbits/sec
      [  5][TX-C]   0.50-1.00   sec  3.00 MBytes  50331 Kbits/sec    0   1.12 MBytes
      [  7][RX-C]   0.50-1.00   sec  2.00 MBytes  33554 Kbits/sec
      [  5][TX-C]   0.00-1.00   sec  6.00 MBytes  50327 Kbits/sec    2             sender
      [  7][RX-C]   0.00-1.00   sec  3.00 MBytes  25276 Kbits/sec                  receiver
      """;

  private static final String SERVER =
      """
      [  5][RX-S]   0.00-0.50   sec  3.00 MBytes  50328 Kbits/sec
      [  8][TX-S]   0.00-0.50   sec  1.00 MBytes  16777 Kbits/sec    4   1.12 MBytes
      [  5][RX-S]   0.50-1.00   sec  3.00 MBytes  50332 Kbits/sec
      [  8][TX-S]   0.50-1.00   sec  2.00 MBytes  33554 Kbits/sec    0   1.12 MBytes
      """;

  private static final String UDP_SERVER =
      """
      [  5]   0.00-0.50   sec   320 KBytes  5242 Kbits/sec  0.464 ms  0/10 (0%)
      [  6]   0.00-0.50   sec   320 KBytes  5242 Kbits/sec  0.006 ms  3/10 (30%)
      [SUM]   0.00-0.50   sec   640 KBytes  10484 Kbits/sec  0.235 ms  3/20 (15%)
      [SUM]   0.50-1.00   sec   576 KBytes  9437 Kbits/sec  0.143 ms  0/18 (0%)
      """;

  private static final String UDP_CLIENT =
      """
      [  5]   0.00-0.50   sec   320 KBytes  5242 Kbits/sec  10
      [SUM]   0.00-0.50   sec   640 KBytes  10484 Kbits/sec  20
      [SUM][TX-C]   0.00-0.50   sec   640 KBytes  10482 Kbits/sec            20
      [SUM]   0.50-1.00   sec   640 KBytes  10486 Kbits/sec  20
      """;

  @Test
  void theSenderHasBesideWhatItReceived() {
    List<Slot> slots = slots(CLIENT, new BothWays(both(), Way.TX));

    assertThat(slots).extracting(Slot::index).containsExactly(0, 1);
    assertThat(slots.getFirst().bytes() / 1024).isBetween(3060L, 3080L);
    assertThat(slots.getFirst().oppositeBytes().orElse(0) / 1024).isBetween(1020L, 1030L);
    assertThat(slots.getFirst().retransmits()).hasValue(2);
  }

  @Test
  void theReceiverHasBesideWhatItSentAndSentAgain() {
    List<Slot> slots = slots(SERVER, new BothWays(both(), Way.RX));

    assertThat(slots).extracting(Slot::index).containsExactly(0, 1);
    assertThat(slots.getLast().oppositeBytes().orElse(0) / 1024).isBetween(2040L, 2060L);
    assertThat(slots.getFirst().retransmits()).hasValue(4);
  }

  @Test
  void anIntervalWhoseOppositeNeverComesIsToldWithoutIt() {
    String lost = CLIENT.replace("[  7][RX-C]   0.00-0.50   sec  1.00 MBytes  16777 Kbits/sec", "");

    List<Slot> slots = slots(lost, new BothWays(both(), Way.TX));

    assertThat(slots).extracting(Slot::index).containsExactly(0, 1);
    assertThat(slots.getFirst().oppositeBytes()).isEmpty();
    assertThat(slots.getLast().oppositeBytes()).isPresent();
  }

  @Test
  void aReceiverOfUdpTellsWhatWasLost() {
    List<Slot> slots = slots(UDP_SERVER, new IntervalSeries(udp()));

    assertThat(slots).extracting(Slot::index).containsExactly(0, 1);
    assertThat(slots.getFirst().lostDatagrams()).hasValue(3);
    assertThat(slots.getLast().lostDatagrams()).hasValue(0);
  }

  @Test
  void datagramsSentAreNoRetransmits() {
    assertThat(slots(UDP_CLIENT, new IntervalSeries(udp())))
        .hasSize(2)
        .allSatisfy(slot -> assertThat(slot.retransmits()).isEmpty());
  }

  private static List<Slot> slots(String printed, BothWays both) {
    List<Slot> slots = new ArrayList<>();
    for (OutputLine.Interval interval : intervals(printed)) {
      both.take(interval).ifPresent(slots::add);
    }
    return slots;
  }

  private static List<Slot> slots(String printed, IntervalSeries series) {
    List<Slot> slots = new ArrayList<>();
    for (OutputLine.Interval interval : intervals(printed)) {
      series.take(interval).ifPresent(slots::add);
    }
    return slots;
  }

  private static List<OutputLine.Interval> intervals(String printed) {
    return printed
        .lines()
        .map(OutputLine::parse)
        .filter(OutputLine.Interval.class::isInstance)
        .map(OutputLine.Interval.class::cast)
        .toList();
  }

  private static TrafficSpec both() {
    return traffic(1, Direction.BOTH, Transport.TCP, OptionalLong.empty());
  }

  private static TrafficSpec udp() {
    return traffic(2, Direction.FORWARD, Transport.UDP, OptionalLong.of(10_000_000));
  }

  private static TrafficSpec traffic(
      int streams, Direction direction, Transport transport, OptionalLong rate) {
    return new TrafficSpec(
        "iperf3", 1, Duration.ofMillis(500), streams, direction, rate, transport, false);
  }
}
