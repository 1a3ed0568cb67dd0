package org.tunnelbench.controller.application.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private static final long SECOND = 1_000_000_000L;

  private static int taken(Allowance allowance, String who, int asked, long at) {
    return (int) IntStream.range(0, asked).filter(time -> allowance.take(who, at)).count();
  }

  @Test
  void grantsTwiceTheRateAtOnceAndTheRateThen() {
    Allowance allowance = new Allowance(10);
    assertThat(taken(allowance, "one", 50, 0)).isEqualTo(20);
    assertThat(taken(allowance, "one", 50, SECOND)).isEqualTo(10);
    assertThat(taken(allowance, "one", 50, SECOND + SECOND / 2)).isEqualTo(5);
    assertThat(taken(allowance, "one", 50, 60 * SECOND)).isEqualTo(20);
  }

  @Test
  void takesNothingFromOthers() {
    Allowance allowance = new Allowance(1);
    assertThat(taken(allowance, "stranger", 1_000, 0)).isEqualTo(2);
    assertThat(taken(allowance, "owner", 1, 0)).isEqualTo(1);
  }

  @Test
  void forgetsWhoeverWasNotHeardOfForTheLongest() {
    Allowance allowance = new Allowance(1);
    assertThat(taken(allowance, "first", 3, 0)).isEqualTo(2);
    for (int number = 0; number < Allowance.MOST_KNOWN; number++) {
      assertThat(allowance.take("other " + number, 0)).isTrue();
    }
    assertThat(taken(allowance, "first", 3, 0)).isEqualTo(2);
  }
}
