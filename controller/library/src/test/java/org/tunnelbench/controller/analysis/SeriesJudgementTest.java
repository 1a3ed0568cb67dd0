package org.tunnelbench.controller.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.controller.analysis.shape.Shape;
import org.tunnelbench.controller.example.ExampleSeries;

class SeriesJudgementTest {
  private static final SeriesJudgement NOTHING =
      new SeriesJudgement(0, Verdict.NO_TRAFFIC, Optional.of(Shape.NO_TRAFFIC));

  @Test
  void takesTheMedianOfWhatTheReceiverGot() {
    assertThat(SeriesJudgement.of(ExampleSeries.of(0.1, 100, 900, 1000, 1100, 1200)))
        .isEqualTo(new SeriesJudgement(1000, Verdict.MEASURED, Optional.of(Shape.NOT_ENOUGH_DATA)));
  }

  @Test
  void hasNoTrafficWhereTheSenderSentAndNothingArrived() {
    assertThat(SeriesJudgement.of(ExampleSeries.silent(30, 0.1))).isEqualTo(NOTHING);
  }

  @Test
  void hasNoTrafficWhereThereIsNoSample() {
    assertThat(SeriesJudgement.of(List.of())).isEqualTo(NOTHING);
  }

  @Test
  void isUnsteadyWhereOnlyALittleArrivedAtTheBegin() {
    double[] rates = new double[30];
    rates[0] = 0.3;
    SeriesJudgement judgement = SeriesJudgement.of(ExampleSeries.of(0.1, rates));
    assertThat(judgement.verdict()).isEqualTo(Verdict.UNSTEADY);
    assertThat(judgement.medianMbitPerSecond()).isZero();
  }
}
