package org.tunnelbench.controller.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.controller.example.ExampleSeries;

/** Steadiness of series that were measured, and of many generated ones of known shape. */
class SteadinessTest {
  private static final int SEEDS = 500;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "6.1.0-50 gretap set esp",
        "6.1.0-50 gretap omitted esp",
        "6.1.0-50 ipip omitted esp",
        "2.6.33.3 gretap omitted esp",
        "2.6.32-256MiB plain omitted none",
        "2.6.32-256MiB gretap omitted none",
        "2.6.32-256MiB gretap set none",
        "2.6.32-358.18.1.el6 gretap omitted none",
        "2.6.32-358.18.1.el6 gretap set esp"
      })
  void leavesMeasuredSeriesThatOnlyScatter(String name) throws IOException {
    assertThat(Steadiness.isUnsteady(measured(name))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // From 112 to 284 Mbit/s within the minute: healthy, but at no one level.
        "2.6.32 gretap set esp",
        "2.6.32 gretap omitted esp",
        "2.6.32-358.18.1.el6 gretap omitted esp"
      })
  void findsMeasuredSeriesWhoseLevelMoves(String name) throws IOException {
    assertThat(Steadiness.isUnsteady(measured(name))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.15})
  void leavesNoiseAroundALevel(double noise) {
    assertThat(unsteadyShare(30, noise, seconds -> 1000)).isZero();
  }

  @Test
  void leavesStrongNoiseAroundALevelNearlyAlways() {
    assertThat(unsteadyShare(30, 0.3, seconds -> 1000)).isLessThan(0.02);
    assertThat(unsteadyShare(600, 0.35, seconds -> 1000)).isLessThan(0.02);
  }

  @Test
  void leavesASlowStart() {
    assertThat(unsteadyShare(30, 0.1, seconds -> 1000 * (1 - Math.exp(-(seconds + 0.1) / 0.15))))
        .isZero();
  }

  @Test
  void findsADecayToAThird() {
    assertThat(unsteadyShare(30, 0.1, seconds -> 1000 * Math.pow(3, -seconds / 2.9)))
        .isGreaterThan(0.95);
    assertThat(unsteadyShare(100, 0.1, seconds -> 1000 * (1 - 2 * seconds / 30)))
        .isGreaterThan(0.95);
  }

  @Test
  void findsASawtooth() {
    assertThat(unsteadyShare(30, 0.1, seconds -> 1000 * (1 - 0.75 * (seconds % 1.5) / 1.5)))
        .isGreaterThan(0.95);
    assertThat(unsteadyShare(100, 0.1, seconds -> 1000 * Math.exp(-2.3 * (seconds % 2) / 2)))
        .isEqualTo(1);
  }

  @Test
  void findsAStepAndAStall() {
    assertThat(unsteadyShare(30, 0.1, seconds -> seconds < 1.8 ? 1000 : 300)).isEqualTo(1);
    assertThat(unsteadyShare(30, 0.1, seconds -> seconds < 1.2 ? 1000 : 0)).isEqualTo(1);
    assertThat(unsteadyShare(30, 0.1, seconds -> seconds < 2.2 ? 1000 : 0)).isEqualTo(1);
  }

  @Test
  void leavesOneGap() {
    assertThat(unsteadyShare(30, 0.1, seconds -> Math.abs(seconds - 1.5) < 0.05 ? 0 : 1000))
        .isZero();
  }

  @Test
  void saysNothingOfTooFewSamples() {
    double[] falling = {900, 800, 700, 600, 500, 400, 300, 200};
    assertThat(Steadiness.isUnsteady(ExampleSeries.of(1, falling))).isFalse();
  }

  private static double unsteadyShare(int samples, double noise, DoubleUnaryOperator shape) {
    return LongStream.range(0, SEEDS)
            .mapToObj(seed -> ExampleSeries.shaped(new Random(seed), samples, 0.1, noise, shape))
            .filter(Steadiness::isUnsteady)
            .count()
        / (double) SEEDS;
  }

  private static List<SeriesPoint> measured(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(SteadinessTest.class.getResourceAsStream("measured-series.csv"))) {
      String rates =
          new String(stream.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.startsWith(name + ","))
              .map(line -> line.substring(name.length() + 1))
              .findFirst()
              .orElseThrow();
      return ExampleSeries.of(
          1, Arrays.stream(rates.split(" ", -1)).mapToDouble(Double::parseDouble).toArray());
    }
  }
}
