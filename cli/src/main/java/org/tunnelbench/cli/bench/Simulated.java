package org.tunnelbench.cli.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.simulation.FleetSimulation;

/** Fleets that are simulated with faults, a seed each. */
final class Simulated {
  static final String NAME = "simulation";

  /** What agents and probes log of their faults, which are meant; kept, or it is forgotten. */
  private static final Logger FLEET = Logger.getLogger("org.tunnelbench");

  private Simulated() {}

  static SimulationResult run(long first, int seeds)
      throws InterruptedException, ExecutionException {
    Level before = FLEET.getLevel();
    FLEET.setLevel(Level.OFF);
    try {
      return counted(first, seeds);
    } finally {
      FLEET.setLevel(before);
    }
  }

  private static SimulationResult counted(long first, int seeds)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    long steps = 0;
    List<SimulationResult.Violation> violations = new ArrayList<>();
    Map<Outcome, Integer> trials = new EnumMap<>(Outcome.class);
    for (FleetSimulation.Result result : FleetSimulation.run(first, seeds)) {
      steps += result.steps();
      result
          .violation()
          .ifPresent(what -> violations.add(new SimulationResult.Violation(result.seed(), what)));
      result.outcomes().forEach((outcome, count) -> trials.merge(outcome, count, Integer::sum));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return SimulationResult.of(first, seeds, steps, violations, seconds, trials);
  }
}
