package org.tunnelbench.controller.analysis.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.controller.example.ExampleSeries;

/** Shapes of series that were measured, and of generated ones of known shape. */
class SeriesShapeTest {
  private static final int SEEDS = 60;

  @ParameterizedTest
  @CsvSource({
    "2.6.32 gretap omitted esp, decaying",
    "2.6.32-358.18.1.el6 gretap omitted esp, decaying",
    "2.6.32 gretap set esp, steady",
    "2.6.32-358.18.1.el6 gretap omitted none, steady",
    "2.6.32-358.18.1.el6 gretap set esp, steady",
    "2.6.32-256MiB plain omitted none, steady",
    "2.6.32-256MiB gretap omitted none, steady",
    "2.6.32-256MiB gretap set none, steady",
    "2.6.33.3 gretap set esp, steady",
    "2.6.33.3 gretap omitted esp, steady",
    "6.1.0-50 gretap set esp, steady",
    "6.1.0-50 gretap omitted esp, steady",
    "6.1.0-50 ipip omitted esp, steady"
  })
  void tellsMeasuredSeries(String name, String shape) throws IOException {
    assertThat(SeriesShape.of(measured(name)).shape()).hasToString(shape);
  }

  @Test
  void tellsWhatTheFaultOf2013LooksLike() throws IOException {
    SeriesShape shape = SeriesShape.of(measured("2.6.32-358.18.1.el6 gretap omitted esp"));
    assertThat(shape.confidence()).isGreaterThan(0.99);
    assertThat(shape.medianMbitPerSecond()).isCloseTo(7.65, within(0.01));
    assertThat(shape.firstMbitPerSecond()).isCloseTo(37.5, within(0.1));
    assertThat(shape.lastMbitPerSecond()).isCloseTo(3.4, within(0.1));
    assertThat(shape.halfLifeSeconds().orElseThrow()).isBetween(3.0, 10.0);
  }

  @ParameterizedTest
  @CsvSource({"10, 0", "10, 9", "30, 4", "401, 400"})
  void oneSampleAboveNothingIsAStall(int samples, int place) {
    double[] rates = new double[samples];
    rates[place] = 40;
    SeriesShape shape = SeriesShape.of(ExampleSeries.of(1, rates));
    assertThat(shape.shape()).isEqualTo(Shape.STALLED);
    assertThat(shape.confidence()).isEqualTo(1);
  }

  @Test
  void whatAThresholdTellsIsNotWeighed() {
    double[] rates = new double[60];
    Arrays.fill(rates, 100);
    Arrays.fill(rates, 30, 38, 0);
    SeriesShape shape = SeriesShape.of(ExampleSeries.of(1, rates));
    assertThat(shape.shape()).isEqualTo(Shape.STALLED);
    assertThat(shape.confidence()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.15, 0.3, 0.5})
  void leavesNoiseAroundALevel(double noise) {
    assertThat(share(Shape.STEADY, 30, noise, seconds -> 1000)).isGreaterThan(0.93);
    assertThat(share(Shape.STEADY, 600, noise, seconds -> 1000)).isGreaterThan(0.93);
  }

  @Test
  void leavesASlowStart() {
    assertThat(
            share(Shape.STEADY, 30, 0.1, seconds -> 1000 * (1 - Math.exp(-(seconds + 0.1) / 0.15))))
        .isGreaterThan(0.95);
    assertThat(
            share(
                Shape.STEADY, 60, 0.1, seconds -> Math.min(1000, 30 * Math.pow(2, seconds / 0.1))))
        .isGreaterThan(0.95);
  }

  @Test
  void findsADecayToAThird() {
    assertThat(share(Shape.DECAYING, 30, 0.1, seconds -> 1000 * Math.pow(3, -seconds / 2.9)))
        .isGreaterThan(0.95);
    assertThat(share(Shape.DECAYING, 100, 0.1, seconds -> 1000 * (1 - 2 * seconds / 30)))
        .isGreaterThan(0.95);
    assertThat(share(Shape.DECAYING, 60, 0.3, seconds -> 1000 / (1 + seconds))).isGreaterThan(0.95);
  }

  @Test
  void findsADecayToNothing() {
    assertThat(share(Shape.DECAYING, 60, 0.2, seconds -> 1000 * Math.pow(2, -seconds / 0.3)))
        .isGreaterThan(0.95);
  }

  @Test
  void findsADecayWithTeethOnIt() {
    assertThat(
            share(
                Shape.DECAYING,
                80,
                0.1,
                seconds -> 1000 * Math.pow(2, -seconds / 4) * (1 - 0.6 * (seconds % 1))))
        .isGreaterThan(0.95);
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 5, 20})
  void tellsTheHalfLife(double halfLife) {
    double[] halfLives =
        IntStream.range(0, SEEDS)
            .mapToObj(
                seed ->
                    ExampleSeries.shaped(
                        new Random(seed),
                        60,
                        0.5,
                        0.1,
                        seconds -> 900 * Math.pow(2, -seconds / halfLife)))
            .mapToDouble(series -> SeriesShape.of(series).halfLifeSeconds().orElse(0))
            .sorted()
            .toArray();
    assertThat(halfLives[SEEDS / 2]).isBetween(0.85 * halfLife, 1.15 * halfLife);
  }

  @Test
  void findsARise() {
    assertThat(share(Shape.RISING, 60, 0.15, seconds -> 200 + 130 * seconds)).isGreaterThan(0.95);
  }

  @Test
  void findsASawtooth() {
    assertThat(share(Shape.SAWTOOTH, 40, 0.1, seconds -> 1000 * (1 - 0.75 * (seconds % 1.3) / 1.3)))
        .isGreaterThan(0.95);
    assertThat(
            share(Shape.SAWTOOTH, 100, 0.1, seconds -> 1000 * Math.exp(-2.3 * (seconds % 2) / 2)))
        .isGreaterThan(0.95);
  }

  @Test
  void findsTeethOfUnequalLength() {
    double[] resets = {0, 0.9, 2.6, 3.3, 4.9, 6.1, 6.8};
    assertThat(
            share(
                Shape.SAWTOOTH,
                80,
                0.1,
                seconds ->
                    1000
                        * Math.exp(
                            -1.4
                                * (seconds
                                    - DoubleStream.of(resets)
                                        .filter(reset -> reset <= seconds)
                                        .max()
                                        .orElse(0)))))
        .isGreaterThan(0.9);
  }

  @Test
  void findsTwoLevelsThatTakeTurns() {
    assertThat(
            share(
                Shape.BIMODAL,
                60,
                0.1,
                seconds ->
                    seconds < 0.7
                            || (seconds > 1.1 && seconds < 2.9)
                            || (seconds > 3.8 && seconds < 4.2)
                        ? 1000
                        : 300))
        .isGreaterThan(0.9);
  }

  @Test
  void findsAStep() {
    assertThat(share(Shape.STEPPED, 40, 0.1, seconds -> seconds < 1.8 ? 1000 : 300))
        .isGreaterThan(0.95);
    assertThat(share(Shape.STEPPED, 40, 0.1, seconds -> seconds < 1.8 ? 300 : 1000))
        .isGreaterThan(0.95);
  }

  @Test
  void findsAStall() {
    assertThat(share(Shape.STALLED, 30, 0.1, seconds -> seconds < 1.2 ? 1000 : 0)).isEqualTo(1);
    assertThat(share(Shape.STALLED, 30, 0.1, seconds -> seconds < 2.2 ? 1000 : 0)).isEqualTo(1);
    assertThat(share(Shape.STALLED, 60, 0.1, seconds -> seconds > 2 && seconds < 3.5 ? 0 : 1000))
        .isEqualTo(1);
  }

  @Test
  void leavesOneGap() {
    assertThat(share(Shape.STEADY, 30, 0.1, seconds -> Math.abs(seconds - 1.5) < 0.05 ? 0 : 1000))
        .isGreaterThan(0.95);
  }

  @Test
  void findsWhatHasNoLevel() {
    Random random = new Random(1);
    double[] rates = random.doubles(60).map(share -> 1000 * Math.pow(share, 4)).toArray();
    assertThat(SeriesShape.of(ExampleSeries.of(0.1, rates)).shape()).isEqualTo(Shape.UNSTEADY);
  }

  @Test
  void saysNothingOfTooFewSamples() {
    double[] falling = {900, 800, 700, 600, 500, 400, 300, 200, 100};
    SeriesShape shape = SeriesShape.of(ExampleSeries.of(1, falling));
    assertThat(shape.shape()).isEqualTo(Shape.NOT_ENOUGH_DATA);
    assertThat(shape.medianMbitPerSecond()).isCloseTo(500, within(0.01));
  }

  @Test
  void hasNoTrafficWhereNothingArrived() {
    assertThat(SeriesShape.of(ExampleSeries.silent(30, 0.1)).shape()).isEqualTo(Shape.NO_TRAFFIC);
    assertThat(SeriesShape.of(List.of()).shape()).isEqualTo(Shape.NO_TRAFFIC);
  }

  @Test
  void doesNotDependOnUnits() {
    List<SeriesPoint> slow =
        ExampleSeries.shaped(new Random(3), 60, 1, 0.2, seconds -> 1 * Math.pow(2, -seconds / 20));
    List<SeriesPoint> fast =
        ExampleSeries.shaped(
            new Random(3), 60, 1, 0.2, seconds -> 1000 * Math.pow(2, -seconds / 20));
    assertThat(SeriesShape.of(slow).confidence())
        .isCloseTo(SeriesShape.of(fast).confidence(), within(1e-3));
  }

  private static double share(Shape shape, int samples, double noise, DoubleUnaryOperator level) {
    return LongStream.range(0, SEEDS)
            .mapToObj(seed -> ExampleSeries.shaped(new Random(seed), samples, 0.1, noise, level))
            .filter(series -> SeriesShape.of(series).shape() == shape)
            .count()
        / (double) SEEDS;
  }

  private static List<SeriesPoint> measured(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(SeriesShapeTest.class.getResourceAsStream("measured-series.csv"))) {
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
