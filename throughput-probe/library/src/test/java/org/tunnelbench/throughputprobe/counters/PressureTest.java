package org.tunnelbench.throughputprobe.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.trial.Counters;
import org.tunnelbench.throughputprobe.counters.MachinePressure.Look;

class PressureTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void isTheShareOfTheTimeBetweenTwoLooks() {
    assertThat(MachinePressure.share(new Look(0, 100), new Look(2 * SECOND, 500_100), 2 * SECOND))
        .hasValue(0.25);
  }

  @Test
  void nothingIsToldByLooksThatAreCloseOrOld() {
    Look first = new Look(0, 0);
    assertThat(MachinePressure.share(first, first, 0)).isEmpty();
    assertThat(MachinePressure.share(first, new Look(SECOND / 4, 9), SECOND / 4)).isEmpty();
    assertThat(MachinePressure.share(first, new Look(SECOND, 9), 10 * SECOND)).isEmpty();
  }

  @Test
  void readsTheKernelsTotal() {
    assertThat(
            MachinePressure.total("some avg10=0.12 avg60=0.00 avg300=0.00 total=123456\nfull x\n"))
        .hasValue(123_456);
    assertThat(MachinePressure.total("")).isEmpty();
    assertThat(MachinePressure.total("none")).isEmpty();
  }

  @Test
  void aHostsOwnAverageCountsWhereNoTrafficWasBefore() {
    assertThat(new PressureBefore().before(reading(1000, 40, 0.5))).hasValue(0.5);
  }

  @Test
  void afterTrafficOnlyTheTimeSinceCounts() {
    PressureBefore pressure = new PressureBefore();
    pressure.ended(reading(1000, 40, 0.9));

    assertThat(pressure.before(reading(1004, 41, 0.8))).hasValue(0.25);
    assertThat(pressure.before(reading(1000.5, 40, 0.8))).isEmpty();
    assertThat(pressure.before(reading(2000, 90, 0.1))).hasValue(0.1);
  }

  @Test
  void aKernelThatTellsNothingHasNoPressure() {
    PressureBefore pressure = new PressureBefore();
    Reading silent = new Reading(1000, OptionalDouble.empty(), new Counters(Map.of()));
    pressure.ended(silent);
    assertThat(pressure.before(new Reading(1004, OptionalDouble.empty(), silent.counters())))
        .isEmpty();
  }

  private static Reading reading(double uptime, long waitedSeconds, double recent) {
    return new Reading(
        uptime,
        OptionalDouble.of(recent),
        new Counters(Map.of("cpu_pressure_us", waitedSeconds * 1_000_000)));
  }
}
