package org.tunnelbench.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.controller.analysis.effect.Effects;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;

class EquivalenceResultTest {
  private static final int REPETITIONS = 8;

  @Test
  void isReachedWhereTheFactorDoesNothing() {
    EquivalenceResult result = EquivalenceResult.of(REPETITIONS, effects(1));
    assertThat(result.effects()).hasSize(1);
    assertThat(result.reached()).isTrue();
    assertThat(result.text()).contains("6.1").endsWith("reached\n").doesNotContain("significant\n");
  }

  @Test
  void isNotReachedWhereItDoes() {
    assertThat(EquivalenceResult.of(REPETITIONS, effects(0.8)).reached()).isFalse();
  }

  private static Effects effects(double change) {
    Random random = new Random(2);
    List<MeasuredSeries> series = new ArrayList<>();
    for (int repetition = 1; repetition <= REPETITIONS; repetition++) {
      for (String local : List.of("set", "omitted")) {
        double level = local.equals("set") ? 500 : 500 * change;
        List<SeriesPoint> points = GeneratedSeries.points(30, second -> 1, level, 0.05, 0, random);
        series.add(
            new MeasuredSeries("6.1", "a b", Map.of("local", local), repetition, points, Map.of()));
      }
    }
    return Effects.of(series);
  }
}
