package org.tunnelbench.controller.analysis;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.Finding;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.controller.analysis.cause.Explanation;
import org.tunnelbench.controller.analysis.cause.Explanations;
import org.tunnelbench.controller.analysis.shape.Shape;

/** Findings of what one option makes slow, by its twin on the same kernel. */
final class OptionFindings {
  /** What no noise of a machine, and no usual cost of an option, looks like. */
  private static final Set<Shape> ILL = EnumSet.of(Shape.DECAYING, Shape.STALLED, Shape.NO_TRAFFIC);

  private OptionFindings() {}

  /**
   * One for each option of each kernel, the gravest first, of the cells that were not told of.
   *
   * <p>A cell that other kernels have too, and that is not slow beside them, is told of only where
   * its option could not cost so much by itself: few trials of many cells differ by chance.
   */
  static List<Finding> of(Cells cells, List<Explanation> causes, List<Finding> told) {
    return causes.stream()
        .filter(cause -> !isTold(told, cause) && isSure(cells, cause))
        .collect(groupingBy(Option::of, LinkedHashMap::new, toList()))
        .values()
        .stream()
        .map(OptionFindings::finding)
        .toList();
  }

  private record Option(String kernel, String factor, String slow, String healthy) {
    static Option of(Explanation cause) {
      return new Option(cause.kernel(), cause.factor(), cause.slow(), cause.healthy());
    }
  }

  private static boolean isTold(List<Finding> findings, Explanation cause) {
    return findings.stream().anyMatch(finding -> finding.tells(cause.kernel(), cause.slowLevels()));
  }

  private static boolean isSure(Cells cells, Explanation cause) {
    List<CellResult> besideOthers =
        cells.results().stream()
            .filter(cell -> cell.kernel().equals(cause.kernel()))
            .filter(cell -> cell.levels().equals(cause.slowLevels()))
            .filter(cell -> cells.elsewhere(cell).isPresent())
            .toList();
    return besideOthers.isEmpty()
        || besideOthers.stream().anyMatch(OptionFindings::isSlow)
        || (!Explanations.isDear(cause.factor())
            && (cause.high() < Cells.SLOW || ILL.contains(cause.shape().shape())));
  }

  private static boolean isSlow(CellResult cell) {
    return cell.verdict() == Verdict.SLOW || cell.verdict() == Verdict.NO_TRAFFIC;
  }

  private static Finding finding(List<Explanation> causes) {
    Explanation gravest = causes.getFirst();
    return Finding.on(
        List.of(gravest.kernel()),
        gravest.sentence() + others(causes),
        gravest.factor(),
        gravest.slow(),
        gravest.healthy(),
        causes.stream().map(Explanation::slowLevels).toList());
  }

  private static String others(Collection<Explanation> causes) {
    int others = causes.size() - 1;
    return switch (others) {
      case 0 -> "";
      case 1 -> " It makes another cell slow too.";
      default -> " It makes %d other cells slow too.".formatted(others);
    };
  }
}
