package org.tunnelbench.throughputprobe.traffic.iperf3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.throughputprobe.Traffic;

class IntervalSeriesTest {
  private static final int SECONDS = 3;

  /** To what iperf3 rounds what it prints: times to 0.01 s, figures to three digits. */
  private static final double ROUNDING = 0.01;

  @ParameterizedTest
  @CsvSource({"3,0.1,30", "1,0.3,3", "1,0.4,3", "1,0.7,1", "60,60,1", "5,2,3", "5,2.6,2"})
  void plansALastPartOfHalfAnIntervalOrMore(int seconds, double interval, int slots) {
    assertThat(IntervalSeries.plannedSlots(Traffic.of(seconds, interval))).isEqualTo(slots);
  }

  @Test
  void aStallIsOneSlotOfItsTrueLengthAndTheNextLinesFindTheirPlacesAgain() {
    assertThat(
            indicesAndSeconds(
                Traffic.of(3, 0.1),
                "[  5]   0.00-0.10   sec  1.25 MBytes  104858 Kbits/sec",
                "[  5]   0.10-0.76   sec  8.25 MBytes  104858 Kbits/sec",
                "[  5]   0.76-0.80   sec   512 KBytes  104858 Kbits/sec",
                "[  5]   0.80-0.90   sec  1.25 MBytes  104858 Kbits/sec"))
        .containsExactly("0: 0.00 + 0.10", "1: 0.10 + 0.66", "8: 0.76 + 0.14");
  }

  @Test
  void aLineThatIsPrintedAgainIsNotCountedTwice() {
    assertThat(
            indicesAndSeconds(
                Traffic.of(3, 0.1),
                "[  5]   0.00-0.10   sec  1.25 MBytes  104858 Kbits/sec",
                "[  5]   0.10-0.20   sec  1.25 MBytes  104858 Kbits/sec",
                "[  5]   0.10-0.20   sec  1.25 MBytes  104858 Kbits/sec"))
        .containsExactly("0: 0.00 + 0.10", "1: 0.10 + 0.10");
  }

  @Test
  void whatComesAfterTheTrafficsTimeIsNoSlot() {
    assertThat(
            indicesAndSeconds(
                Traffic.of(1, 0.5),
                "[  5]   0.00-0.50   sec  1.25 MBytes  20972 Kbits/sec",
                "[  5]   0.50-1.00   sec  1.25 MBytes  20972 Kbits/sec",
                "[  5]   1.00-1.50   sec  0.00 Bytes  0.00 Kbits/sec",
                "[  5]   1.50-2.00   sec  0.00 Bytes  0.00 Kbits/sec"))
        .containsExactly("0: 0.00 + 0.50", "1: 0.50 + 0.50");
  }

  @Test
  void ofSeveralStreamsOnlyTheSumCounts() {
    assertThat(
            indicesAndSeconds(
                Traffic.of(1, 0.5, 2, OptionalLong.empty()),
                "[  5]   0.00-0.50   sec  1.25 MBytes  20972 Kbits/sec",
                "[  7]   0.00-0.50   sec  1.25 MBytes  20972 Kbits/sec",
                "[SUM]   0.00-0.50   sec  2.50 MBytes  41943 Kbits/sec"))
        .containsExactly("0: 0.00 + 0.50");
  }

  @Property
  void everySlotLiesWhereItStartsAndSaysTheTruth(@ForAll("runs") PrintedRun run) {
    List<Slot> slots = slots(run);

    assertThat(slots).extracting(Slot::index).isSorted().doesNotHaveDuplicates();
    for (Slot slot : slots) {
      assertThat(slot.index())
          .isBetween(0, IntervalSeries.plannedSlots(Traffic.of(SECONDS, run.interval())) - 1);
      assertThat(slot.start() / run.interval()).isLessThan(slot.index() + 1);
      assertThat(slot.seconds()).isGreaterThanOrEqualTo(run.interval() / 2);
    }
  }

  @Property
  void whatIsCountedIsNeitherLostNorInvented(@ForAll("runs") PrintedRun run) {
    IntervalSeries series = new IntervalSeries(Traffic.of(SECONDS, run.interval()));
    double truth = 0;
    double rounding = 0;
    double counted = 0;
    for (PrintedRun.Tick tick : run.ticks()) {
      truth += tick.bytes();
      rounding += tick.bytes() * ROUNDING + 100;
      Optional<Slot> slot = series.take((OutputLine.Interval) OutputLine.parse(tick.line()));
      if (slot.isPresent()) {
        counted += slot.get().bytes();
        assertThat(counted).isCloseTo(truth, within(rounding));
      }
    }
  }

  @Property
  void aRunThatIsOnTimeFillsEverySlot(
      @ForAll("intervals") double interval, @ForAll("rates") long rate) {
    int ticks = (int) Math.round(SECONDS / interval);
    PrintedRun run =
        PrintedRun.of(
            interval,
            new ArrayList<>(Collections.nCopies(ticks, 0.0)),
            Collections.nCopies(ticks, rate));

    List<Slot> slots = slots(run);

    assertThat(slots).extracting(Slot::index).hasSize(ticks).contains(0, ticks - 1);
    assertThat(slots)
        .allSatisfy(
            slot ->
                assertThat(slot.bytes() * 8 / slot.seconds())
                    .isCloseTo((double) rate, within(rate * 0.006 + 1000)));
  }

  @Provide
  Arbitrary<PrintedRun> runs() {
    Arbitrary<Double> punctual = Arbitraries.doubles().between(0, 0.3);
    Arbitrary<Double> late = Arbitraries.doubles().between(0, 6);
    return intervals()
        .flatMap(
            interval -> {
              int ticks = (int) Math.round(SECONDS / interval);
              return Combinators.combine(
                      Arbitraries.frequencyOf(Tuple.of(9, punctual), Tuple.of(1, late))
                          .list()
                          .ofSize(ticks),
                      rates().list().ofSize(ticks))
                  .as((lateness, rates) -> PrintedRun.of(interval, lateness, rates));
            });
  }

  @Provide
  Arbitrary<Double> intervals() {
    return Arbitraries.of(0.1, 0.25, 0.5, 1.0);
  }

  @Provide
  Arbitrary<Long> rates() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.just(0L)),
        Tuple.of(4, Arbitraries.longs().between(1_000_000, 20_000_000_000L)));
  }

  private static List<Slot> slots(PrintedRun run) {
    return slots(Traffic.of(SECONDS, run.interval()), run.lines());
  }

  private static List<Slot> slots(TrafficSpec traffic, List<String> lines) {
    IntervalSeries series = new IntervalSeries(traffic);
    List<Slot> slots = new ArrayList<>();
    for (String line : lines) {
      if (OutputLine.parse(line) instanceof OutputLine.Interval interval) {
        series.take(interval).ifPresent(slots::add);
      }
    }
    return slots;
  }

  private static List<String> indicesAndSeconds(TrafficSpec traffic, String... lines) {
    return slots(traffic, List.of(lines)).stream()
        .map(slot -> "%d: %.2f + %.2f".formatted(slot.index(), slot.start(), slot.seconds()))
        .toList();
  }
}
