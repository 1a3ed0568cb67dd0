package org.tunnelbench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.contract.api.Outcome;

class FleetSimulationTest {
  private static final int SEEDS = 200;

  /** A seed to run alone, such as one that failed. */
  private static final String SEED = "tunnelbench.simulation.seed";

  /** The seed of a whole run of the tests. */
  private static final String SEED_OF_TESTS = "tunnelbench.seed";

  @Test
  void whatMustHoldHoldsWhateverHappens() throws Exception {
    long first = Long.getLong(SEED, Long.getLong(SEED_OF_TESTS, new Random().nextInt()));
    int seeds = System.getProperty(SEED) == null ? SEEDS : 1;
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    long steps = 0;
    for (FleetSimulation.Result result : FleetSimulation.run(first, seeds)) {
      assertThat(result.violation()).as("run it alone with -D%s=%d", SEED, result.seed()).isEmpty();
      steps += result.steps();
      result.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
    }
    System.out.printf(
        "%d fleets from seed %d: %d steps, trials %s%n", seeds, first, steps, outcomes);
    assertThat(outcomes.keySet())
        .as("every way to end was seen")
        .containsAll(
            seeds == 1 ? List.of() : List.of(Outcome.MEASURED, Outcome.FAILED, Outcome.CANCELLED));
  }

  @Test
  void aSeedRepeatsExactly() throws Exception {
    assertThat(FleetSimulation.run(42)).isEqualTo(FleetSimulation.run(42));
  }

  @ParameterizedTest
  @CsvSource({
    "NO_FENCING, ends once",
    "LEASES_FORGOTTEN, is in two trials",
    "JOURNAL_LOST, is not as it was",
    "MEMORY_LOST, is started twice",
    "FORGERY_BELIEVED, is forged",
    "AGE_IGNORED, after it was commanded"
  })
  void theInvariantThatADefectBreaksIsSeenToBreak(Defect defect, String complaint)
      throws Exception {
    String found = "";
    for (long seed = 1; seed <= SEEDS && !found.contains(complaint); seed++) {
      found = FleetSimulation.run(seed, defect).violation().orElse("");
    }
    assertThat(found).contains(complaint);
  }
}
