package org.tunnelbench.controller.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tunnelbench.contract.api.Outcome;

class OrchestratorSimulationTest {
  private static final int RUNS =
      "all".equals(System.getProperty("tunnelbench.tests")) ? 5_000 : 200;
  private static final List<Outcome> ENDS =
      List.of(Outcome.MEASURED, Outcome.FAILED, Outcome.CANCELLED, Outcome.SKIPPED);

  /** A seed to run alone, such as one that failed. */
  private static final String SEED = "tunnelbench.simulation.seed";

  /** The seed of a whole run of the tests. */
  private static final String SEED_OF_TESTS = "tunnelbench.seed";

  /**
   * Some ten seconds of computing (of the longer run some minutes), which a loaded machine may
   * stretch.
   */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void everyTrialEndsOnceWhateverHappens() {
    long first = Long.getLong(SEED, Long.getLong(SEED_OF_TESTS, new Random().nextInt()));
    int runs = System.getProperty(SEED) == null ? RUNS : 1;
    System.out.printf("%d simulations from seed %d%n", runs, first);
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    int repeats = 0;
    for (long seed = first; seed < first + runs; seed++) {
      try {
        Simulation simulation = new Simulation(seed);
        simulation.run().forEach(outcome -> outcomes.merge(outcome, 1, Integer::sum));
        repeats += simulation.repeats();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "simulation failed; run it alone with -D%s=%d".formatted(SEED, seed), e);
      }
    }
    System.out.println("trials: " + outcomes + ", attempts that were repeated: " + repeats);
    assertThat(runs == 1 ? 1 : repeats).as("repeats were seen").isPositive();
    assertThat(outcomes.keySet())
        .as("every way to end was seen")
        .containsAll(runs == 1 ? List.of() : ENDS);
  }
}
