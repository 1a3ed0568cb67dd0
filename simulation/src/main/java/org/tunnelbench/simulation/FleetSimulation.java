package org.tunnelbench.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.controller.trial.TrialState;

/** Simulates fleets, a seed each. */
public final class FleetSimulation {
  /** A file system in memory, where the machine has one: everything is forced to the disk. */
  private static final Path MEMORY = Path.of("/dev/shm");

  private FleetSimulation() {}

  /**
   * What a simulation showed.
   *
   * @param steps how much happened
   * @param violation what did not hold that must; absent where all did
   * @param outcomes how its trials ended
   */
  public record Result(
      long seed, long steps, Optional<String> violation, Map<Outcome, Integer> outcomes) {
    public Result {
      outcomes = Map.copyOf(outcomes);
    }
  }

  /** Simulates the fleet as it is. */
  public static Result run(long seed) throws InterruptedException {
    return run(seed, Defect.NONE);
  }

  /** Simulates a fleet with a defect. */
  public static Result run(long seed, Defect defect) throws InterruptedException {
    Path folder = folder();
    try {
      SimulatedFleet fleet = new SimulatedFleet(seed, defect, folder);
      Optional<String> violation = violation(fleet);
      Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
      for (TrialState state : fleet.states().values()) {
        outcomes.merge(state.outcome(), 1, Integer::sum);
      }
      return new Result(seed, fleet.steps(), violation, outcomes);
    } finally {
      delete(folder);
    }
  }

  private static Optional<String> violation(SimulatedFleet fleet) throws InterruptedException {
    try {
      fleet.run();
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Simulates many, side by side on all processors; the results are in the order of the seeds. */
  public static List<Result> run(long first, int seeds)
      throws InterruptedException, ExecutionException {
    int processors = Runtime.getRuntime().availableProcessors();
    try (ExecutorService executor = Executors.newFixedThreadPool(processors)) {
      List<Callable<Result>> runs =
          LongStream.range(first, first + seeds)
              .<Callable<Result>>mapToObj(seed -> () -> run(seed))
              .toList();
      List<Result> results = new ArrayList<>();
      for (Future<Result> run : executor.invokeAll(runs)) {
        results.add(run.get());
      }
      return List.copyOf(results);
    }
  }

  private static Path folder() {
    try {
      return Files.isWritable(MEMORY)
          ? Files.createTempDirectory(MEMORY, "tunnelbench-simulation")
          : Files.createTempDirectory("tunnelbench-simulation");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
