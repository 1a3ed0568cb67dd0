package org.tunnelbench.controller.analysis.enough;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.controller.analysis.SeriesJudgement;
import org.tunnelbench.controller.analysis.shape.Shape;

class CellRepetitionsTest {
  @Test
  void aNarrowIntervalIsEnough() {
    assertThat(CellRepetitions.enough(levels(100, 100.1, 99.9), 0.02))
        .hasValueSatisfying(
            why -> assertThat(why).matches("the median of 3 trials is known to ±0\\.\\d % .*"));
  }

  @Test
  void aWideIntervalIsNot() {
    assertThat(CellRepetitions.enough(levels(100, 110, 90, 105), 0.02)).isEmpty();
    assertThat(CellRepetitions.enough(levels(100, 100), 0.5)).isEmpty();
    assertThat(CellRepetitions.enough(List.of(), 0.5)).isEmpty();
  }

  @Test
  void trialsThatAgreeInAShapeWithoutALevelAreEnough() {
    assertThat(CellRepetitions.enough(decays(2), 0.02)).hasValue("2 trials are decaying");
    assertThat(CellRepetitions.enough(decays(1), 0.02)).isEmpty();
  }

  @Test
  void aLevelIsKnownOnlyWhereNoTrialShowedAnythingElse() {
    assertThat(CellRepetitions.known(levels(100, 100))).contains(Shape.STEADY);
    List<SeriesJudgement> once = new ArrayList<>(decays(1));
    once.addAll(levels(100));
    assertThat(CellRepetitions.known(once)).contains(Shape.DECAYING);
    assertThat(CellRepetitions.enough(once, 0.5)).isEmpty();
  }

  private static List<SeriesJudgement> levels(double... medians) {
    return Arrays.stream(medians)
        .mapToObj(
            median -> new SeriesJudgement(median, Verdict.MEASURED, Optional.of(Shape.STEADY)))
        .toList();
  }

  private static List<SeriesJudgement> decays(int number) {
    return Collections.nCopies(
        number, new SeriesJudgement(10, Verdict.UNSTEADY, Optional.of(Shape.DECAYING)));
  }
}
