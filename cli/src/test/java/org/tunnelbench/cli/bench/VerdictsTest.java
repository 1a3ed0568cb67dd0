package org.tunnelbench.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.SeriesPoint;

class VerdictsTest {
  private static final int SERIES = 1_300;

  @Test
  void reachesItsGoalOnFewerSeries() {
    VerdictsResult result = Verdicts.measure(SERIES, 7);
    assertThat(result.falseAlarms()).isLessThanOrEqualTo(VerdictsResult.GOAL);
    assertThat(result.missed()).isLessThanOrEqualTo(VerdictsResult.GOAL);
    assertThat(result.reached()).isTrue();
    assertThat(result.kinds())
        .hasSize(GeneratedSeries.Kind.values().length)
        .allSatisfy(row -> assertThat(row.hits()).as(row.kind()).isGreaterThan(0.8));
    assertThat(result.kinds().stream().mapToInt(VerdictsResult.Row::series).sum())
        .isEqualTo(SERIES);
  }

  @Test
  void theSameSeedMakesTheSameSeries() {
    assertThat(GeneratedSeries.of(GeneratedSeries.Kind.STEP, 3).points())
        .isEqualTo(GeneratedSeries.of(GeneratedSeries.Kind.STEP, 3).points())
        .isNotEqualTo(GeneratedSeries.of(GeneratedSeries.Kind.STEP, 4).points());
  }

  @Test
  void decaysEndAtAThirdAtMost() {
    for (long seed = 0; seed < 200; seed++) {
      for (GeneratedSeries.Kind kind :
          new GeneratedSeries.Kind[] {
            GeneratedSeries.Kind.EXPONENTIAL, GeneratedSeries.Kind.HYPERBOLIC
          }) {
        double last = kind.curve(60, new Random(seed)).applyAsDouble(59);
        assertThat(last).isLessThanOrEqualTo(0.34);
      }
    }
  }

  @Test
  void seriesHaveTwentyToAHundredAndTwentySamples() {
    for (long seed = 0; seed < 200; seed++) {
      assertThat(GeneratedSeries.of(GeneratedSeries.Kind.LEVEL, seed).points())
          .hasSizeBetween(20, 120)
          .allSatisfy(point -> assertThat(point).extracting(SeriesPoint::seconds).isEqualTo(1.0));
    }
  }
}
