package org.tunnelbench.controller.application.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.controller.application.record.SeriesReader.Kept;

class GapsTest {
  private static final List<SeriesPoint> WHOLE = List.of(point(0), point(1));

  private static SeriesPoint point(int second) {
    return new SeriesPoint(second, 1, 1_000, OptionalLong.empty(), OptionalLong.empty());
  }

  @Test
  void tellsThatAllSamplesOfAMeasuredTrialAreGone() {
    assertThat(Gaps.gap(Outcome.MEASURED, new Kept(List.of(), true)))
        .hasValue("Kafka does not keep the samples any more");
  }

  @Test
  void tellsThatTheFirstSamplesAreGone() {
    assertThat(Gaps.gap(Outcome.MEASURED, new Kept(List.of(point(1)), true)))
        .hasValue("Kafka does not keep the first samples any more");
  }

  @Test
  void findsNoGapInAWholeSeriesNorWhereNothingWasDeleted() {
    assertThat(Gaps.gap(Outcome.MEASURED, new Kept(WHOLE, true))).isEmpty();
    assertThat(Gaps.gap(Outcome.MEASURED, new Kept(List.of(), false))).isEmpty();
  }

  @Test
  void expectsNoSamplesOfATrialThatFailed() {
    assertThat(Gaps.gap(Outcome.FAILED, new Kept(List.of(), true))).isEmpty();
  }
}
