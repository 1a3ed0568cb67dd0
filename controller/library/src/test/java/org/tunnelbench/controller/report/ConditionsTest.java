package org.tunnelbench.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.Disturbance;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.TrialConditions;
import org.tunnelbench.contract.trial.Latency;

class ConditionsTest {
  private static final Disturbance RESENT =
      new Disturbance(Disturbance.Kind.RETRANSMITS, "3 segments were sent again");
  private static final Disturbance BUSY =
      new Disturbance(Disturbance.Kind.PRESSURE, "the machine was busy");

  @Test
  void nothingIsSaidOfAnOrdinaryResult() {
    assertThat(Conditions.sentences(Examples.measured())).isEmpty();
  }

  @Test
  void tellsWhatWasDisturbedAndRepeatedInTextAndPage() {
    ExperimentResult result =
        under(
            new TrialConditions(
                Optional.of(BUSY),
                List.of(RESENT, BUSY),
                Optional.of("every attempt sends segments again"),
                OptionalDouble.of(0.9),
                OptionalLong.of(3),
                Optional.of(new Latency(50, 1.25, 4, 9.5)),
                Optional.of("iperf 3.12"),
                Optional.of("iperf 3.12")));

    assertThat(Conditions.sentences(result))
        .containsExactly(
            "1 of 1 trials were disturbed, so doubt their figures: trial 0, the machine was busy.",
            "1 of 1 trials were disturbed and repeated, and only the last attempt counts: trial 0,"
                + " 3 segments were sent again, then the machine was busy.",
            "1 of 1 trials show it each time: trial 0, every attempt sends segments again.",
            "Round trips under load, 1 of 1 trials: trial 0, median 1.25 ms, 95 of 100 within 4.00"
                + " ms, the longest 9.50 ms.");
    assertThat(TextReport.of(result)).contains("disturbed, so doubt");
    assertThat(HtmlReport.of(result)).contains("disturbed, so doubt");
  }

  private static ExperimentResult under(TrialConditions conditions) {
    ExperimentResult result = Examples.measured();
    return result.with(List.of(result.trials().getFirst().with(conditions)));
  }
}
