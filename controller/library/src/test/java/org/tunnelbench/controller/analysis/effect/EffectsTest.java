package org.tunnelbench.controller.analysis.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.controller.example.ExampleSeries;

class EffectsTest {
  private final List<MeasuredSeries> series = new ArrayList<>();
  private final Random random = new Random(5);

  private void add(String kernel, String local, int repetition, double level, double noise) {
    add(kernel, local, repetition, ExampleSeries.shaped(random, 40, 1, noise, seconds -> level));
  }

  private void add(String kernel, String local, int repetition, List<SeriesPoint> points) {
    series.add(
        new MeasuredSeries(
            kernel,
            "a b",
            Map.of("tunnel", "gretap", "local", local, "protection", "esp"),
            repetition,
            points,
            Map.of()));
  }

  private Effect only() {
    List<Effect> effects = Effects.of(series).effects();
    assertThat(effects).hasSize(1);
    return effects.getFirst();
  }

  @Test
  void comparesWhatDiffersInOneFactorFromTheUsualLevelOn() {
    add("2.6.32", "omitted", 1, 20, 0.1);
    add("2.6.32", "set", 1, 200, 0.1);
    Effect effect = only();
    assertThat(effect.from()).isEqualTo("set");
    assertThat(effect.to()).isEqualTo("omitted");
    assertThat(effect.levels()).isEqualTo(Map.of("tunnel", "gretap", "protection", "esp"));
    assertThat(effect.change()).isCloseTo(0.1, within(0.01));
    assertThat(effect.low()).isLessThan(effect.change()).isGreaterThan(0.085);
    assertThat(effect.high()).isGreaterThan(effect.change()).isLessThan(0.115);
    assertThat(effect.significant()).isTrue();
    assertThat(effect.elsewhere()).isEmpty();
  }

  @Test
  void aSingleSeriesEachMustLieWholeBeyondTheMargin() {
    add("6.1", "set", 1, 100, 0.05);
    add("6.1", "omitted", 1, 75, 0.05);
    Effect effect = only();
    assertThat(effect.basis()).isEqualTo(Basis.WITHIN_SERIES);
    assertThat(effect.high()).isLessThan(1);
    assertThat(effect.significant()).isFalse();
  }

  @Test
  void aSingleSeriesOfFewSamplesSaysNothingForSure() {
    add("6.1", "set", 1, ExampleSeries.of(1, 100, 100, 100, 100, 100, 100, 100, 100, 100));
    add("6.1", "omitted", 1, 10, 0);
    add("6.12", "set", 1, 100, 0);
    add("6.12", "omitted", 1, 100, 0);
    assertThat(Effects.of(series).effects(false))
        .allSatisfy(effect -> assertThat(effect.significant()).isFalse());
    assertThat(Effects.of(series).interactions())
        .allSatisfy(everywhere -> assertThat(everywhere.significant()).isFalse());
  }

  @Test
  void repetitionsMakeASmallEffectSure() {
    for (int repetition = 1; repetition <= 6; repetition++) {
      add("6.1", "set", repetition, 100, 0.05);
      add("6.1", "omitted", repetition, 75, 0.05);
    }
    Effect effect = only();
    assertThat(effect.basis()).isEqualTo(Basis.REPETITIONS);
    assertThat(effect.repetitions()).isEqualTo(6);
    assertThat(effect.change()).isCloseTo(0.75, within(0.02));
    assertThat(effect.significant()).isTrue();
  }

  @Test
  void twoRepetitionsSayLittle() {
    add("6.1", "set", 1, 100, 0.1);
    add("6.1", "set", 2, 130, 0.1);
    add("6.1", "omitted", 1, 95, 0.1);
    add("6.1", "omitted", 2, 90, 0.1);
    Effect effect = only();
    assertThat(effect.significant()).isFalse();
    assertThat(effect.high() / effect.low()).isGreaterThan(2);
  }

  @Test
  void pairsWhatRanInTheSameRepetition() {
    double[] drift = {50, 100, 200, 400, 300};
    for (int repetition = 1; repetition <= drift.length; repetition++) {
      add("6.1", "set", repetition, drift[repetition - 1], 0.02);
      add("6.1", "omitted", repetition, 0.8 * drift[repetition - 1], 0.02);
    }
    Effect effect = only();
    assertThat(effect.change()).isCloseTo(0.8, within(0.02));
    assertThat(effect.high() / effect.low()).isLessThan(1.1);
    assertThat(effect.significant()).isTrue();
  }

  @Test
  void whatCarriesNothingIsARatioNearZero() {
    add("5.10", "set", 1, 1000, 0.1);
    add("5.10", "omitted", 1, ExampleSeries.silent(40, 1));
    Effect effect = only();
    assertThat(effect.change()).isPositive().isLessThan(1e-4);
    assertThat(effect.high()).isFinite();
    assertThat(effect.significant()).isTrue();
  }

  @Test
  void nothingByNothingIsNoEffect() {
    add("5.10", "set", 1, ExampleSeries.silent(40, 1));
    add("5.10", "omitted", 1, ExampleSeries.silent(40, 1));
    assertThat(Effects.of(series).effects()).isEmpty();
  }

  @Test
  void comparesWithTheSameToggleElsewhere() {
    add("2.6.32", "set", 1, 200, 0.05);
    add("2.6.32", "omitted", 1, 16, 0.05);
    add("6.1", "set", 1, 130, 0.05);
    add("6.1", "omitted", 1, 130, 0.05);
    Effect effect = Effects.of(series).effects().getFirst();
    assertThat(effect.kernel()).isEqualTo("2.6.32");
    assertThat(effect.elsewhere())
        .hasValueSatisfying(
            other -> {
              assertThat(other.kernels()).containsExactly("6.1");
              assertThat(other.change()).isCloseTo(1, within(0.05));
              assertThat(other.ratio()).isCloseTo(0.08, within(0.01));
              assertThat(other.high()).isLessThan(0.12);
            });
  }

  @Test
  void comparesTheSameCellOnTwoKernels() {
    for (int repetition = 1; repetition <= 6; repetition++) {
      add("6.12", "set", repetition, 90, 0.05);
      add("6.1", "set", repetition, 130, 0.05);
      add("7.2", "omitted", repetition, 130, 0.05);
    }
    Effect effect = only();
    assertThat(effect.factor()).isEqualTo(Effects.KERNEL);
    assertThat(effect.kernel()).isEqualTo("6.12");
    assertThat(effect.from()).isEqualTo("6.1");
    assertThat(effect.to()).isEqualTo("6.12");
    assertThat(effect.levels()).containsEntry("local", "set");
    assertThat(effect.change()).isCloseTo(90 / 130.0, within(0.02));
    assertThat(effect.significant()).isTrue();
  }

  @Test
  void saysWhatAnOptionDoesOnOneKernelAndNotOnAnother() {
    for (int repetition = 1; repetition <= 5; repetition++) {
      add("2.6.32", "set", repetition, 200, 0.05);
      add("2.6.32", "omitted", repetition, 16, 0.05);
      add("6.1", "set", repetition, 130, 0.05);
      add("6.1", "omitted", repetition, 130, 0.05);
    }
    List<AcrossKernels> interactions = Effects.of(series).interactions();
    assertThat(interactions).hasSize(1);
    assertThat(interactions.getFirst().significant()).isTrue();
    assertThat(interactions.getFirst().sentence())
        .matches(
            "omitting `local` \\(esp gretap\\): × 0\\.08\\d? \\[0\\.07\\d?, 0\\.08\\d?\\] on"
                + " 2\\.6\\.32, × (0\\.99|1\\.0\\d) \\[0\\.9\\d, 1\\.0\\d\\] on 6\\.1");
  }

  @Test
  void whatAnOptionDoesOnEveryKernelIsNoInteraction() {
    int wrong = 0;
    for (int experiment = 0; experiment < 12; experiment++) {
      series.clear();
      for (int repetition = 1; repetition <= 5; repetition++) {
        for (String kernel : List.of("5.10", "6.1", "6.12")) {
          add(kernel, "set", repetition, 200 * Math.exp(0.1 * random.nextGaussian()), 0.1);
          add(kernel, "omitted", repetition, 100 * Math.exp(0.1 * random.nextGaussian()), 0.1);
        }
      }
      wrong += Effects.of(series).interactions().getFirst().significant() ? 1 : 0;
    }
    assertThat(wrong).isLessThanOrEqualTo(2);
  }

  @Test
  void fewOfManyEqualCellsAreCalledDifferent() {
    int wrong = 0;
    for (int experiment = 0; experiment < 100; experiment++) {
      series.clear();
      for (int repetition = 1; repetition <= 5; repetition++) {
        for (String local : List.of("set", "omitted")) {
          add("6.1", local, repetition, 100 * Math.exp(0.1 * random.nextGaussian()), 0.1);
        }
      }
      wrong += only().significant() ? 1 : 0;
    }
    assertThat(wrong).isLessThanOrEqualTo(6);
  }

  @Test
  void answersTheSameEachTime() {
    add("6.1", "set", 1, 100, 0.2);
    add("6.1", "omitted", 1, 80, 0.2);
    assertThat(Effects.of(series)).isEqualTo(Effects.of(series));
  }
}
