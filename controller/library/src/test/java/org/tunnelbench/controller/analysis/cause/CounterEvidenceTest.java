package org.tunnelbench.controller.analysis.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;
import org.tunnelbench.controller.example.ExampleSeries;

class CounterEvidenceTest {
  private static final int SAMPLES = 60;

  private final Random random = new Random(9);
  private final List<SeriesPoint> decaying =
      ExampleSeries.shaped(random, SAMPLES, 1, 0.2, seconds -> 100 / (1 + seconds / 5));
  private final MeasuredSeries healthy =
      series(
          ExampleSeries.shaped(random, SAMPLES, 1, 0.1, seconds -> 100),
          Map.of("xfrm_dst_cache", constant(), "uptime", clock()));

  @Test
  void findsTheCounterThatGrowsByOneForEachPacket() {
    List<Double> bundles = new ArrayList<>();
    double active = 10;
    for (SeriesPoint point : decaying) {
      active += 0.98 * point.receivedBytes() / 1400;
      bundles.add(active);
    }
    List<CounterEvidence> evidence =
        CounterEvidence.of(series(decaying, Map.of("xfrm_dst_cache", bundles)), healthy);
    assertThat(evidence)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.counter()).isEqualTo("xfrm_dst_cache");
              assertThat(one.correlation()).isGreaterThan(0.9);
              assertThat(one.twinGrowthPerSecond()).isCloseTo(0, within(1e-9));
              assertThat(one.sentence()).contains("grows by 0.98 per packet sent");
            });
  }

  @Test
  void aTrendAloneIsNoEvidence() {
    List<Double> drifting = new ArrayList<>();
    double value = 0;
    for (int i = 0; i < SAMPLES; i++) {
      value += 500 + 100 * random.nextGaussian();
      drifting.add(value);
    }
    assertThat(CounterEvidence.of(series(decaying, Map.of("xfrm_dst_cache", drifting)), healthy))
        .isEmpty();
  }

  @Test
  void whatGrowsAlikeInTheHealthyTwinIsNoEvidence() {
    assertThat(CounterEvidence.of(series(decaying, Map.of("uptime", clock())), healthy)).isEmpty();
  }

  private static MeasuredSeries series(
      List<SeriesPoint> points, Map<String, List<Double>> counters) {
    return new MeasuredSeries("2.6.32", "", Map.of(), 1, points, counters);
  }

  private static List<Double> constant() {
    return Collections.nCopies(SAMPLES, 1.0);
  }

  private static List<Double> clock() {
    List<Double> clock = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      clock.add(100.0 * i);
    }
    return clock;
  }
}
