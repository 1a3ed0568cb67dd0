package org.tunnelbench.controller.trial;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OrchestratorSimulationTest {
  private static final int RUNS = 250;

  /** A seed to run alone, such as one that failed. */
  private static final String SEED = "tunnelbench.simulation.seed";

  @Test
  void everyTrialEndsOnceWhateverHappens() {
    long first = Long.getLong(SEED, new Random().nextInt());
    int runs = System.getProperty(SEED) == null ? RUNS : 1;
    System.out.printf("%d simulations from seed %d%n", runs, first);
    for (long seed = first; seed < first + runs; seed++) {
      try {
        new Simulation(seed).run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "simulation failed; run it alone with -D%s=%d".formatted(SEED, seed), e);
      }
    }
  }
}
