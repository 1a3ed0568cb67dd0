package org.tunnelbench.cli.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.contract.api.Outcome;

/**
 * Whether what must always hold did, in fleets that were simulated with faults.
 *
 * @param goal in words
 * @param firstSeed of the first of the fleets
 * @param steps how much happened in all of them
 * @param violations in how many something did not hold
 * @param found what, one of a fleet at most
 * @param seconds that it took
 * @param trials by how they ended
 * @param reached whether the goal was reached
 */
record SimulationResult(
    String name,
    String goal,
    long firstSeed,
    int seeds,
    long steps,
    int violations,
    List<Violation> found,
    double seconds,
    Map<Outcome, Integer> trials,
    boolean reached)
    implements BenchmarkResult {
  /** How long {@link #SEEDS} may take. */
  private static final double MOST_SECONDS = 900;

  /** How many fleets the goal speaks of. */
  static final int SEEDS = 10_000;

  /** What did not hold that must, in the fleet of a seed. */
  record Violation(long seed, String what) {}

  static SimulationResult of(
      long firstSeed,
      int seeds,
      long steps,
      List<Violation> found,
      double seconds,
      Map<Outcome, Integer> trials) {
    return new SimulationResult(
        Simulated.NAME,
        "nothing that must hold is violated, and %d fleets take at most %.0f minutes"
            .formatted(SEEDS, MOST_SECONDS / 60),
        firstSeed,
        seeds,
        steps,
        found.size(),
        List.copyOf(found),
        seconds,
        trials,
        found.isEmpty() && seconds * SEEDS <= MOST_SECONDS * seeds);
  }

  @Override
  public String text() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d fleets from seed %d, %d steps, %.0f s; trials: %s\n",
                seeds,
                firstSeed,
                steps,
                seconds,
                trials));
    found.forEach(
        violation -> text.append("  seed %d: %s\n".formatted(violation.seed(), violation.what())));
    return text.append("  violations: %d\n".formatted(violations))
        + "  goal: "
        + goal
        + (reached ? ": reached\n" : ": not reached\n");
  }

  /** What must always hold and did not is a failure, whatever the time. */
  @Override
  public int exitCode() {
    return violations == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }
}
