package org.tunnelbench.throughputprobe.traffic.iperf3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunnelbench.throughputprobe.traffic.iperf3.OutputLine.Interval;

class OutputLineTest {
  @Test
  void readsASendersIntervalWithWindow() {
    assertThat(
            OutputLine.parse(
                "[  5]   0.10-0.20   sec   144 MBytes  11997676 Kbits/sec    3    895 KBytes       "))
        .isEqualTo(
            new Interval(
                false,
                0.10,
                0.20,
                144.0 * 1024 * 1024,
                1024 * 1024,
                OptionalDouble.of(11_997_676_000.0),
                OptionalLong.of(3)));
  }

  @Test
  void readsTheSumOfAllStreams() {
    assertThat(
            OutputLine.parse(
                "[SUM]  59.00-60.00  sec  1.25 GBytes  10737418 Kbits/sec   17             "))
        .isEqualTo(
            new Interval(
                true,
                59,
                60,
                1.25 * 1024 * 1024 * 1024,
                0.01 * 1024 * 1024 * 1024,
                OptionalDouble.of(10_737_418_000.0),
                OptionalLong.of(17)));
  }

  @ParameterizedTest
  @CsvSource({
    "'0.00 Bytes','0.00 Kbits/sec',0,0",
    "'999 Bytes','79.9 Kbits/sec',999,79900",
    "'12.5 KBytes','1.02 Mbits/sec',12800,1020000",
    "'1.00 TBytes','8.80 Tbits/sec',1099511627776,8800000000000",
    "'1.00 GBytes','8.59 Gbits/sec',1073741824,8590000000",
    "'100 Bytes','800 bits/sec',100,800"
  })
  void readsEveryUnit(String transfer, String rate, double bytes, double bitsPerSecond) {
    String line = "[  4]   0.00-1.00   sec  %s  %s                  ".formatted(transfer, rate);

    assertThat(OutputLine.parse(line))
        .asInstanceOf(InstanceOfAssertFactories.type(Interval.class))
        .satisfies(
            interval -> {
              assertThat(interval.bytes()).isEqualTo(bytes);
              assertThat(interval.bitsPerSecond()).hasValue(bitsPerSecond);
              assertThat(interval.retransmits()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"-nan", "nan", "inf"})
  void anIntervalWithoutLengthHasNoRate(String rate) {
    assertThat(
            OutputLine.parse("[  4]   1.00-1.00   sec  64.0 KBytes  %s Kbits/sec".formatted(rate)))
        .asInstanceOf(InstanceOfAssertFactories.type(Interval.class))
        .satisfies(
            interval -> {
              assertThat(interval.bitsPerSecond()).isEmpty();
              assertThat(interval.countedBytes()).isEqualTo(65_536);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[  5]   0.00-1.00   sec  1.70 GBytes  14603057 Kbits/sec   17             sender",
        "[  5]   0.00-1.00   sec  1.70 GBytes  14602239 Kbits/sec                  receiver",
        "[SUM]   0.00-1.04   sec  0.00 Bytes  0.00 Kbits/sec                  sender",
        "[  5]   0.00-1.00   sec  1.70 GBytes  14602239 Kbits/sec    0   1.5 MBytes       (omitted)",
        "[ ID] Interval           Transfer     Bitrate         Retr  Cwnd",
        "[ ID] Interval           Transfer     Bandwidth",
        "- - - - - - - - - - - - - - - - - - - - - - - - -",
        "iperf Done.",
        ""
      })
  void summariesAndDecorationSayNothing(String line) {
    assertThat(OutputLine.parse(line)).isEqualTo(new OutputLine.Other());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Server listening on 5201", "Server listening on 52011 (test #1)"})
  void hearsTheReceiverListen(String line) {
    assertThat(OutputLine.parse(line)).isEqualTo(new OutputLine.Listening());
  }

  @ParameterizedTest
  @CsvSource({
    "'iperf3: error - the server is busy running a test. try again later','the server is busy running a test. try again later'",
    "'iperf3: interrupt - the server has terminated','the server has terminated'",
    "'iperf3: the client has unexpectedly closed the connection','the client has unexpectedly closed the connection'"
  })
  void keepsWhatTheToolComplainsOf(String line, String reason) {
    assertThat(OutputLine.parse(line)).isEqualTo(new OutputLine.Complaint(reason));
  }

  /** 180 MBytes stand for 179.5 to 180.5, the rate for a kbit/s. */
  @Test
  void takesBytesByTheRateWhereItIsFiner() {
    Interval interval =
        new Interval(
            false,
            0.10,
            0.20,
            180.0 * 1024 * 1024,
            1024 * 1024,
            OptionalDouble.of(15_086_252_000.0),
            OptionalLong.empty());

    assertThat(interval.countedBytes() * 8 / interval.seconds())
        .isCloseTo(15_086_252_000.0, within(1.0));
    assertThat(interval.seconds()).isCloseTo(0.1, within(1e-6));
  }

  /** 262 MBytes at this rate took 0.1513 to 0.1519 s, not 0.15. */
  @Test
  void aLateTimerShowsInTheLength() {
    Interval interval =
        new Interval(
            false,
            0.20,
            0.35,
            262.0 * 1024 * 1024,
            1024 * 1024,
            OptionalDouble.of(14_478_145_000.0),
            OptionalLong.empty());

    assertThat(interval.seconds()).isCloseTo(0.15151, within(1e-5));
  }

  @Property
  void neverFailsWhateverIsPrinted(@ForAll String line) {
    assertThat(OutputLine.parse(line)).isNotNull();
  }
}
