package org.tunnelbench.controller.analysis.enough;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.experiment.AdaptiveLength;
import org.tunnelbench.controller.analysis.shape.Shape;
import org.tunnelbench.controller.example.ExampleSeries;

class TrialLengthTest {
  private static final int LONGEST = 60;
  private static final TrialLength RULE =
      new TrialLength(new AdaptiveLength(0.02, 20), LONGEST, Optional.empty());

  private final Random random = new Random(3);

  private record Ended(int samples, String why) {}

  private Ended run(TrialLength rule, double noise, DoubleUnaryOperator curve) {
    return run(rule, ExampleSeries.shaped(random, LONGEST, 1, noise, curve));
  }

  private static Ended run(TrialLength rule, List<SeriesPoint> series) {
    for (int samples = 1; samples < series.size(); samples++) {
      Optional<String> why = rule.enough(series.subList(0, samples));
      if (why.isPresent()) {
        return new Ended(samples, why.get());
      }
    }
    return new Ended(series.size(), "the longest time");
  }

  @Test
  void aQuietLevelEndsAtTheFirstLook() {
    Ended ended = run(RULE, 0.005, second -> 900);
    assertThat(ended.samples()).isEqualTo(TrialLength.FIRST_LOOK);
    assertThat(ended.why()).startsWith("the level is known to ±").endsWith("(asked for: 2.0 %)");
  }

  @Test
  void aNoisyLevelGoesOnUntilNoSlopeCanHideInIt() {
    Ended ended = run(RULE, 0.3, second -> 900);
    assertThat(ended.samples()).isGreaterThanOrEqualTo(20).isLessThan(LONGEST);
    assertThat(ended.why()).contains("does not slope");
  }

  @Test
  void aDecayGoesOnUntilItIsSure() {
    Ended ended = run(RULE, 0.1, second -> 900 * Math.pow(0.5, second / 6));
    assertThat(ended.samples()).isBetween(20, 40);
    assertThat(ended.why()).startsWith("decaying for sure");
  }

  @Test
  void whatSlopesGoesOnToTheEnd() {
    for (int series = 0; series < 20; series++) {
      assertThat(run(RULE, 0.1, second -> 900 * Math.pow(0.5, second / 35)).samples())
          .isEqualTo(LONGEST);
    }
  }

  /** A decay to a third, in noise of 20 %: seldom taken for a level before it is seen. */
  @Test
  void aSlowDecayIsSeldomCutShort() {
    int cut = 0;
    for (int series = 0; series < 100; series++) {
      Ended ended = run(RULE, 0.2, second -> 900 * Math.pow(1 / 3.0, second / LONGEST));
      cut += ended.why().contains("level") || ended.why().contains("slope") ? 1 : 0;
    }
    assertThat(cut).isLessThanOrEqualTo(5);
  }

  @Test
  void whatCarriesNothingEnds() {
    assertThat(run(RULE, ExampleSeries.silent(LONGEST, 1)))
        .isEqualTo(new Ended(TrialLength.FIRST_LOOK, "nothing arrives any more"));
  }

  @Test
  void aPauseIsNoEnd() {
    double interval = 0.1;
    double[] rates = new double[600];
    Arrays.fill(rates, 0, 300, 500);
    Arrays.fill(rates, 330, 600, 900);
    assertThat(run(RULE, ExampleSeries.of(interval, rates)).why())
        .doesNotContain("nothing arrives");
    assertThat(run(RULE, ExampleSeries.silent(600, interval)))
        .satisfies(
            ended -> {
              assertThat(ended.samples()).isBetween(100, 120);
              assertThat(ended.why()).isEqualTo("nothing arrives any more");
            });
  }

  @Test
  void silenceNeedLastNoLongerThanTheUsualTime() {
    TrialLength brief = new TrialLength(new AdaptiveLength(0.02, 3), LONGEST, Optional.empty());
    assertThat(run(brief, ExampleSeries.silent(600, 0.1)).samples()).isBetween(30, 36);
  }

  @Test
  void aCellThatIsKnownToBeLevelTakesTheUsualTime() {
    TrialLength known =
        new TrialLength(new AdaptiveLength(0.001, 12), LONGEST, Optional.of(Shape.STEADY));
    assertThat(run(known, 0.3, second -> 900).samples()).isEqualTo(12);
  }

  @Test
  void whatSteppedInAnotherTrialIsNoLevelBeforeTheEnd() {
    TrialLength known =
        new TrialLength(new AdaptiveLength(0.02, 20), LONGEST, Optional.of(Shape.STEPPED));
    assertThat(run(known, 0.005, second -> 900).samples()).isEqualTo(LONGEST);
  }
}
