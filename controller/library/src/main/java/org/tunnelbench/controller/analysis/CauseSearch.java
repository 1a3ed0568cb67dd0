package org.tunnelbench.controller.analysis;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.api.Verdict;

/**
 * Looks for the single factor whose other level, all else equal on the same kernel and the same
 * hosts, is healthy.
 */
final class CauseSearch {
  /**
   * Where several factors explain the same cells, the one that costs the user least to change comes
   * first: nobody gives up protection while an MTU would do. All other factors come after these.
   */
  private static final List<String> PREFERRED =
      List.of("mtu", "local", "inner", "keying", "protection", "tunnel");

  private final List<CellResult> cells;
  private final List<String> factors;
  private final Map<CellKey, OptionalInt> givenMtus;

  CauseSearch(List<CellResult> cells, List<TrialResult> trials) {
    this.cells = cells;
    this.factors = factors(cells);
    this.givenMtus = new HashMap<>();
    trials.forEach(trial -> trial.mtu().ifPresent(mtu -> remember(CellKey.of(trial), mtu)));
  }

  private static List<String> factors(List<CellResult> cells) {
    Stream<String> measured =
        cells.stream().flatMap(cell -> cell.levels().keySet().stream()).sorted();
    return Stream.concat(PREFERRED.stream(), measured).distinct().toList();
  }

  private void remember(CellKey cell, int mtu) {
    givenMtus.merge(
        cell, OptionalInt.of(mtu), (one, other) -> one.equals(other) ? one : OptionalInt.empty());
  }

  /**
   * The causes, the gravest first: those of single kernels before those of all, wide before narrow.
   */
  List<Cause> causes() {
    Map<String, List<CellResult>> illByKernel =
        cells.stream()
            .filter(CauseSearch::isIll)
            .collect(groupingBy(CellResult::kernel, LinkedHashMap::new, toList()));
    List<Cause> causes = new ArrayList<>();
    for (List<CellResult> ill : illByKernel.values()) {
      onOneKernel(ill).forEach(cause -> addOrMerge(causes, cause));
    }
    return causes.stream()
        .sorted(
            comparingInt((Cause cause) -> cause.kernels().size())
                .thenComparing(cause -> cause.cure().isEmpty())
                .thenComparingInt(cause -> -cause.cells().size()))
        .toList();
  }

  private static boolean isIll(CellResult cell) {
    return cell.verdict() == Verdict.SLOW || cell.verdict() == Verdict.NO_TRAFFIC;
  }

  private static void addOrMerge(List<Cause> causes, Cause cause) {
    for (int i = 0; i < causes.size(); i++) {
      if (causes.get(i).isTheSameAs(cause)) {
        causes.set(i, causes.get(i).and(cause));
        return;
      }
    }
    causes.add(cause);
  }

  private List<Cause> onOneKernel(List<CellResult> ill) {
    List<Cause> causes = new ArrayList<>();
    List<CellResult> unexplained = new ArrayList<>(ill);
    for (List<Healed> explained = widest(ill);
        !explained.isEmpty();
        explained = widest(unexplained)) {
      causes.addAll(grouped(explained));
      unexplained.removeAll(explained.stream().map(Healed::ill).toList());
    }
    bySubject(unexplained).forEach(group -> causes.add(unexplained(group)));
    return causes;
  }

  /** The slow cells that the best factor explains. */
  private List<Healed> widest(List<CellResult> ill) {
    List<Healed> widest = List.of();
    for (String factor : factors) {
      List<Healed> explained =
          ill.stream().map(cell -> healed(cell, factor)).flatMap(Optional::stream).toList();
      if (explained.size() > widest.size()) {
        widest = explained;
      }
    }
    return widest;
  }

  /**
   * The fastest healthy cell that differs in this factor alone; one that still protects, if any.
   */
  private Optional<Healed> healed(CellResult ill, String factor) {
    return cells.stream()
        .filter(cell -> isHealthy(cell) && differsOnlyIn(factor, ill, cell))
        .filter(cell -> !(factor.equals("tunnel") && level(cell, factor).equals("none")))
        .max(
            comparingInt(
                    (CellResult cell) ->
                        factor.equals("protection") && level(cell, factor).equals("none") ? 0 : 1)
                .thenComparing(comparingDouble(cell -> cell.medianMbitPerSecond().orElse(0))))
        .map(healthy -> new Healed(ill, healthy, factor));
  }

  private static boolean isHealthy(CellResult cell) {
    return (cell.verdict() == Verdict.MEASURED || cell.verdict() == Verdict.UNSTEADY)
        && cell.medianMbitPerSecond().orElse(0) > 0;
  }

  private static boolean differsOnlyIn(String factor, CellResult one, CellResult other) {
    Map<String, String> changed = new HashMap<>(one.levels());
    changed.put(factor, level(other, factor));
    return one.kernel().equals(other.kernel())
        && one.pair().equals(other.pair())
        && !one.levels().equals(other.levels())
        && changed.equals(other.levels());
  }

  private List<Cause> grouped(List<Healed> explained) {
    return explained.stream()
        .collect(
            groupingBy(
                healed -> List.of(healed.cure(), subjectOfMtu(healed)),
                LinkedHashMap::new,
                toList()))
        .values()
        .stream()
        .map(this::cause)
        .toList();
  }

  private Cause cause(List<Healed> group) {
    List<CellResult> ill = group.stream().map(Healed::ill).toList();
    return new Cause(
        List.of(ill.getFirst().kernel()),
        Optional.of(group.getFirst().cure()),
        givenMtu(ill),
        ill,
        group.stream().map(Healed::healthy).toList());
  }

  /** What MTU to set depends on the tunnel, so that each tunnel is a cause of its own there. */
  private List<Object> subjectOfMtu(Healed healed) {
    return healed.factor().equals("mtu")
        ? List.of(
            subject(healed.ill()),
            givenMtus.getOrDefault(CellKey.of(healed.ill()), OptionalInt.empty()))
        : List.of();
  }

  private Cause unexplained(List<CellResult> group) {
    return new Cause(
        List.of(group.getFirst().kernel()), Optional.empty(), givenMtu(group), group, List.of());
  }

  private OptionalInt givenMtu(List<CellResult> group) {
    List<OptionalInt> given =
        group.stream()
            .map(cell -> givenMtus.getOrDefault(CellKey.of(cell), OptionalInt.empty()))
            .distinct()
            .toList();
    return given.size() == 1 ? given.getFirst() : OptionalInt.empty();
  }

  private static Collection<List<CellResult>> bySubject(List<CellResult> cells) {
    Function<CellResult, String> subject = CauseSearch::subject;
    return cells.stream().collect(groupingBy(subject, LinkedHashMap::new, toList())).values();
  }

  private static String subject(CellResult cell) {
    return level(cell, "tunnel") + " " + level(cell, "inner");
  }

  private static String level(CellResult cell, String factor) {
    return cell.levels().getOrDefault(factor, "");
  }

  /** A slow cell and the healthy one that differs from it in one factor. */
  private record Healed(CellResult ill, CellResult healthy, String factor) {
    Cause.Cure cure() {
      return new Cause.Cure(factor, level(ill, factor), level(healthy, factor));
    }
  }
}
