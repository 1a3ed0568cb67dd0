package org.tunnelbench.controller.analysis.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.controller.example.ExampleSeries;

class ComparisonTest {
  private static final double THRESHOLD = 0.9;

  private final Random random = new Random(11);

  private static MeasuredSeries series(int repetition, List<SeriesPoint> points) {
    return new MeasuredSeries("6.1", "a b", Map.of("tunnel", "gre"), repetition, points, Map.of());
  }

  private List<MeasuredSeries> repetitions(int number, int samples, double level) {
    return IntStream.rangeClosed(1, number)
        .mapToObj(
            repetition ->
                series(repetition, ExampleSeries.shaped(random, samples, 1, 0.03, second -> level)))
        .toList();
  }

  private static Comparison.Compared only(List<MeasuredSeries> from, List<MeasuredSeries> to) {
    Comparison comparison = Comparison.of(from, to, THRESHOLD);
    assertThat(comparison.cells()).hasSize(1);
    return comparison.cells().getFirst();
  }

  @Test
  void aSingleSeriesOfFewSamplesIsNothingForSure() {
    List<MeasuredSeries> few = List.of(series(1, ExampleSeries.of(1, 10, 10, 10, 10, 10)));
    Comparison.Compared ofTwo = only(List.of(series(1, ExampleSeries.of(1, 99, 99, 99))), few);
    assertThat(ofTwo.change()).isLessThan(0.2);
    assertThat(ofTwo.below()).isFalse();
    assertThat(ofTwo.significant()).isFalse();
    assertThat(ofTwo.basis()).isEqualTo(Basis.THIN);
    Comparison.Compared againstMany = only(repetitions(5, 30, 99), few);
    assertThat(againstMany.below()).isFalse();
    assertThat(againstMany.significant()).isFalse();
  }

  @Test
  void fewSamplesInEachOfManyRepetitionsAreEnough() {
    Comparison.Compared compared = only(repetitions(5, 5, 99), repetitions(5, 5, 10));
    assertThat(compared.below()).isTrue();
    assertThat(compared.significant()).isTrue();
  }

  @Test
  void singleSeriesHaveToBeBelowTwoThirdsOfTheThreshold() {
    assertThat(only(repetitions(1, 40, 100), repetitions(1, 40, 70)).high()).isLessThan(THRESHOLD);
    assertThat(only(repetitions(1, 40, 100), repetitions(1, 40, 70)).below()).isFalse();
    assertThat(only(repetitions(1, 40, 100), repetitions(1, 40, 50)).below()).isTrue();
    assertThat(only(repetitions(5, 40, 100), repetitions(5, 40, 70)).below()).isTrue();
  }
}
