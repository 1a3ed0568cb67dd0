package org.tunnelbench.controller.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunnelbench.contract.api.MedianInterval;
import org.tunnelbench.contract.api.MedianInterval.Basis;

class TrialMediansTest {
  private static final double LEVEL = 100;

  @Test
  void fewTrialsAreNotEnoughData() {
    assertThat(new TrialMedians(100).interval()).isEqualTo(MedianInterval.NOT_ENOUGH_DATA);
    assertThat(new TrialMedians(100, 101).interval().basis()).isEqualTo(Basis.NOT_ENOUGH_DATA);
    assertThat(new TrialMedians(100, 101).sequence().basis()).isEqualTo(Basis.NOT_ENOUGH_DATA);
  }

  /** By hand: logarithms of 1, e and e² have mean 1 and deviation 1; t(2) at 97.5 % is 4.3027. */
  @Test
  void threeTrialsHaveStudentsInterval() {
    MedianInterval interval = new TrialMedians(1, Math.E, Math.E * Math.E).interval();
    assertThat(interval.basis()).isEqualTo(Basis.LOGARITHMS);
    assertThat(Math.log(interval.low().orElseThrow())).isCloseTo(-1.484, within(0.001));
    assertThat(Math.log(interval.high().orElseThrow())).isCloseTo(3.484, within(0.001));
  }

  /** Conover's table: of 10, the second and the ninth. */
  @Test
  void manyTrialsHaveOrderStatistics() {
    MedianInterval six = new TrialMedians(6, 1, 5, 2, 4, 3).interval();
    assertThat(six).isEqualTo(MedianInterval.of(Basis.RANKS, 1, 6));
    MedianInterval ten = new TrialMedians(1, 2, 3, 4, 5, 6, 7, 8, 9, 10).interval();
    assertThat(ten).isEqualTo(MedianInterval.of(Basis.RANKS, 2, 9));
  }

  @Test
  void nothingIsALevelToo() {
    TrialMedians nothing = new TrialMedians(0, 0, 0);
    assertThat(nothing.interval()).isEqualTo(MedianInterval.of(Basis.LOGARITHMS, 0, 0));
    assertThat(nothing.coefficientOfVariation()).isEmpty();
  }

  @Test
  void scatterIsTheDeviationByTheMean() {
    assertThat(new TrialMedians(90, 110).coefficientOfVariation().orElseThrow())
        .isCloseTo(0.1414, within(0.0001));
    assertThat(new TrialMedians(90).coefficientOfVariation()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 6, 9, 20})
  void coversTheMedianInNineteenOfTwentyCases(int trials) {
    assertThat(misses(trials, TrialMedians::interval)).isLessThan(0.06);
  }

  /** Looked at after every trial, whichever of them misses. */
  @Test
  void coversTheMedianAtEveryLookWhereItStops() {
    Random random = new Random(7);
    int missed = 0;
    int cells = 2_000;
    for (int cell = 0; cell < cells; cell++) {
      double[] medians = medians(30, random);
      boolean everMissed = false;
      for (int looks = TrialMedians.LEAST; looks <= medians.length; looks++) {
        double[] soFar = Arrays.copyOf(medians, looks);
        everMissed |= misses(new TrialMedians(soFar).sequence());
      }
      missed += everMissed ? 1 : 0;
    }
    assertThat(missed / (double) cells).isBetween(0.001, 0.05);
  }

  private static double misses(int trials, Function<TrialMedians, MedianInterval> way) {
    Random random = new Random(trials);
    int missed = 0;
    int cells = 4_000;
    for (int cell = 0; cell < cells; cell++) {
      missed += misses(way.apply(new TrialMedians(medians(trials, random)))) ? 1 : 0;
    }
    return missed / (double) cells;
  }

  private static double[] medians(int trials, Random random) {
    return random
        .doubles(trials)
        .map(any -> LEVEL * Math.exp(0.1 * random.nextGaussian()))
        .toArray();
  }

  private static boolean misses(MedianInterval interval) {
    return interval.low().orElseThrow() > LEVEL || interval.high().orElseThrow() < LEVEL;
  }
}
