package org.tunnelbench.controller.analysis.effect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HolmTest {
  /** The example of the procedure's own text: thresholds 0.05/4, 0.05/3, 0.05/2, 0.05. */
  @Test
  void stepsDownUntilTheFirstThatIsNotRejected() {
    assertThat(Holm.rejected(new double[] {0.01, 0.04, 0.03, 0.005}, 0.05))
        .containsExactly(true, false, false, true);
  }

  @Test
  void ofOneItIsThePlainTest() {
    assertThat(Holm.rejected(new double[] {0.05}, 0.05)).containsExactly(true);
    assertThat(Holm.rejected(new double[] {0.051}, 0.05)).containsExactly(false);
    assertThat(Holm.rejected(new double[0], 0.05)).isEmpty();
  }
}
