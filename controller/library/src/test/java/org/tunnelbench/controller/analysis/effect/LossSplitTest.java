package org.tunnelbench.controller.analysis.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tunnelbench.controller.example.ExampleSeries;

class LossSplitTest {
  private final List<MeasuredSeries> series = new ArrayList<>();

  private void add(String tunnel, String protection, String keying, String policies, double level) {
    series.add(
        new MeasuredSeries(
            "6.1",
            "a b",
            Map.of(
                "tunnel", tunnel, "protection", protection, "keying", keying, "policies", policies),
            1,
            ExampleSeries.shaped(new Random(1), 40, 1, 0.01, second -> level),
            Map.of()));
  }

  /** A cell without protection has no keys, and so its levels are the defaults. */
  @Test
  void theTwinWithoutProtectionHasNeitherKeyingNorPolicies() {
    add("none", "none", "manual", "ip-xfrm", 1000);
    add("gre", "none", "manual", "ip-xfrm", 800);
    add("gre", "esp", "racoon", "setkey", 400);
    add("gre", "esp", "manual", "ip-xfrm", 500);
    List<LossSplit> losses = Ablation.of(series).losses();
    assertThat(losses)
        .extracting(loss -> loss.levels().getOrDefault("keying", ""))
        .containsExactlyInAnyOrder("racoon", "manual");
    assertThat(losses)
        .allSatisfy(loss -> assertThat(loss.encapsulation()).isCloseTo(0.8, within(0.01)));
  }
}
