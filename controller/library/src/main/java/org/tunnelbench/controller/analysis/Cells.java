package org.tunnelbench.controller.analysis;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.descriptive.Median;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.PolicyTool;

/** The cells of an experiment beside each other. */
public final class Cells {
  /** Slow is a cell below this share of the same cell on other kernels. */
  static final double SLOW = 0.2;

  private final List<CellResult> results;
  private final Map<Map<String, String>, Map<String, List<CellResult>>> byLevelsAndKernel;

  private Cells(List<CellResult> results) {
    this.results = results;
    this.byLevelsAndKernel =
        results.stream().collect(groupingBy(CellResult::levels, groupingBy(CellResult::kernel)));
  }

  /**
   * The cells of those trials that have ended and were judged by their series, ordered by {@link
   * CellOrder#CELLS}.
   *
   * @param stopping whether the trials of a cell ended as soon as its interval was narrow
   */
  static Cells of(List<TrialResult> trials, boolean stopping) {
    Map<CellKey, List<TrialResult>> ended =
        trials.stream()
            .filter(trial -> trial.state().isFinal() && trial.state() != Outcome.SKIPPED)
            .collect(groupingBy(CellKey::of, LinkedHashMap::new, toList()));
    List<CellResult> alone = new ArrayList<>();
    ended.forEach((key, ofCell) -> alone.add(alone(key, ofCell, stopping)));
    return new Cells(alone).compared();
  }

  /** Cells that were judged before. */
  public static Cells judged(ExperimentResult result) {
    return new Cells(result.cells());
  }

  List<CellResult> results() {
    return results;
  }

  /**
   * What other kernels carry in a cell with these levels: the median over their medians in Mbit/s;
   * absent where no other kernel was measured.
   */
  public OptionalDouble elsewhere(CellResult cell) {
    Map<String, List<CellResult>> kernels =
        new HashMap<>(byLevelsAndKernel.getOrDefault(cell.levels(), Map.of()));
    kernels.remove(cell.kernel());
    double[] medians =
        kernels.values().stream()
            .map(Cells::median)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray();
    return median(medians);
  }

  private static CellResult alone(CellKey key, List<TrialResult> trials, boolean stopping) {
    List<TrialResult> measured =
        trials.stream().filter(trial -> trial.state() == Outcome.MEASURED).toList();
    Optional<TrialMedians> medians =
        measured.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new TrialMedians(
                    measured.stream()
                        .mapToDouble(trial -> trial.medianMbitPerSecond().orElse(0))
                        .toArray()));
    return new CellResult(
        key.kernel(),
        key.pair(),
        key.levels(),
        measured.size(),
        trials.size(),
        medians.map(all -> OptionalDouble.of(all.median())).orElse(OptionalDouble.empty()),
        OptionalDouble.empty(),
        verdict(measured),
        medians.map(stopping ? TrialMedians::sequence : TrialMedians::interval),
        medians.map(TrialMedians::coefficientOfVariation).orElse(OptionalDouble.empty()));
  }

  /** A cell is what all its trials, or at least half of them, are. */
  private static Verdict verdict(List<TrialResult> measured) {
    if (measured.isEmpty()) {
      return Verdict.FAILED;
    }
    long silent = count(measured, Verdict.NO_TRAFFIC);
    if (silent == measured.size()) {
      return Verdict.NO_TRAFFIC;
    }
    long restless = silent + count(measured, Verdict.UNSTEADY);
    return 2 * restless >= measured.size() ? Verdict.UNSTEADY : Verdict.MEASURED;
  }

  private static long count(List<TrialResult> trials, Verdict verdict) {
    return trials.stream()
        .filter(trial -> trial.verdict().filter(verdict::equals).isPresent())
        .count();
  }

  private Cells compared() {
    return new Cells(results.stream().map(this::compared).sorted(CellOrder.CELLS).toList());
  }

  private CellResult compared(CellResult cell) {
    return cell.compared(ratioToPlain(cell), isSlow(cell) ? Verdict.SLOW : cell.verdict());
  }

  private boolean isSlow(CellResult cell) {
    OptionalDouble others = elsewhere(cell);
    return cell.verdict() != Verdict.NO_TRAFFIC
        && cell.medianMbitPerSecond().isPresent()
        && others.isPresent()
        && cell.medianMbitPerSecond().getAsDouble() < SLOW * others.getAsDouble();
  }

  private OptionalDouble ratioToPlain(CellResult cell) {
    Map<String, String> plainLevels = new HashMap<>(cell.levels());
    // A cell without protection has none of what protects: see Levels.
    plainLevels.put("protection", "none");
    plainLevels.computeIfPresent("policies", (factor, level) -> PolicyTool.IP_XFRM.toString());
    plainLevels.computeIfPresent("keying", (factor, level) -> Keying.MANUAL.toString());
    OptionalDouble plain =
        byLevelsAndKernel
            .getOrDefault(plainLevels, Map.of())
            .getOrDefault(cell.kernel(), List.of())
            .stream()
            .filter(other -> other.pair().equals(cell.pair()))
            .map(CellResult::medianMbitPerSecond)
            .findFirst()
            .orElse(OptionalDouble.empty());
    return plain.isPresent() && plain.getAsDouble() > 0 && cell.medianMbitPerSecond().isPresent()
        ? OptionalDouble.of(cell.medianMbitPerSecond().getAsDouble() / plain.getAsDouble())
        : OptionalDouble.empty();
  }

  private static OptionalDouble median(List<CellResult> cells) {
    return median(
        cells.stream()
            .map(CellResult::medianMbitPerSecond)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray());
  }

  private static OptionalDouble median(double[] values) {
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Median.withDefaults().evaluate(values));
  }
}
