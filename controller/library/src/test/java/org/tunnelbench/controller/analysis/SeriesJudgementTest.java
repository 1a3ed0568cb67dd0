package org.tunnelbench.controller.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.controller.example.ExampleSeries;

class SeriesJudgementTest {
  @Test
  void takesTheMedianOfWhatTheReceiverGot() {
    assertThat(SeriesJudgement.of(ExampleSeries.of(0.1, 100, 900, 1000, 1100, 1200)))
        .isEqualTo(new SeriesJudgement(1000, Verdict.MEASURED));
  }

  @Test
  void hasNoTrafficWhereTheSenderSentAndNothingArrived() {
    assertThat(SeriesJudgement.of(ExampleSeries.silent(30, 0.1)))
        .isEqualTo(new SeriesJudgement(0, Verdict.NO_TRAFFIC));
  }

  @Test
  void hasNoTrafficWhereThereIsNoSample() {
    assertThat(SeriesJudgement.of(List.of())).isEqualTo(new SeriesJudgement(0, Verdict.NO_TRAFFIC));
  }

  @Test
  void isUnsteadyWhereOnlyALittleArrivedAtTheBegin() {
    double[] rates = new double[30];
    rates[0] = 0.3;
    assertThat(SeriesJudgement.of(ExampleSeries.of(0.1, rates)))
        .isEqualTo(new SeriesJudgement(0, Verdict.UNSTEADY));
  }
}
