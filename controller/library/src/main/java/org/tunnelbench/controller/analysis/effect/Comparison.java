package org.tunnelbench.controller.analysis.effect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.tunnelbench.controller.analysis.CellOrder;

/**
 * Two results against each other, cell by cell: another day, another kernel build, a baseline.
 *
 * <p>Cells are matched by their levels, on the same kernel. A kernel that only one side has is
 * matched with the one that only the other side has, where that leaves no choice. What is below the
 * threshold for sure is so after Holm's correction for the number of cells, with the whole 95 %
 * interval below it; from single series, below two thirds of it.
 *
 * @param cells in the order of the first side
 * @param unmatched cells that one side lacks, in words
 */
public record Comparison(List<Compared> cells, List<String> unmatched) {
  public Comparison {
    cells = List.copyOf(cells);
    unmatched = List.copyOf(unmatched);
  }

  /**
   * Compares.
   *
   * @param from the baseline
   * @param to what is set against it
   * @param threshold the least that is well, as a ratio of throughput
   */
  public static Comparison of(
      Collection<MeasuredSeries> from, Collection<MeasuredSeries> to, double threshold) {
    List<Cell> before = Cell.of(from);
    List<Cell> after = new ArrayList<>(Cell.of(to));
    Map<String, String> kernels = kernels(before, after);
    int number = Draws.number(from.size() + to.size());
    List<Match> matches = new ArrayList<>();
    List<String> unmatched = new ArrayList<>();
    for (Cell cell : before) {
      List<Cell> others =
          after.stream()
              .filter(
                  other ->
                      other.kernel().equals(kernels.get(cell.kernel()))
                          && other.levels().equals(cell.levels()))
              .toList();
      if (others.isEmpty()) {
        unmatched.add(words(cell) + " is in the first alone");
      } else {
        after.removeAll(others);
        matches.add(Match.of(cell, others.getFirst(), number));
      }
    }
    after.forEach(cell -> unmatched.add(words(cell) + " is in the second alone"));
    return new Comparison(compared(matches, threshold), unmatched);
  }

  /** Whether any cell is below the threshold for sure. */
  public boolean isBelow() {
    return cells.stream().anyMatch(Compared::below);
  }

  private static Map<String, String> kernels(List<Cell> before, List<Cell> after) {
    TreeSet<String> firsts = names(before);
    TreeSet<String> seconds = names(after);
    Map<String, String> kernels = new LinkedHashMap<>();
    firsts.stream().filter(seconds::contains).forEach(kernel -> kernels.put(kernel, kernel));
    firsts.removeAll(kernels.keySet());
    seconds.removeAll(kernels.keySet());
    if (firsts.size() == 1 && seconds.size() == 1) {
      kernels.put(firsts.first(), seconds.first());
    }
    return kernels;
  }

  private static TreeSet<String> names(List<Cell> cells) {
    TreeSet<String> names = new TreeSet<>(CellOrder.NATURAL);
    cells.forEach(cell -> names.add(cell.kernel()));
    return names;
  }

  private static String words(Cell cell) {
    return cell.kernel() + " " + String.join(" ", cell.levels().values());
  }

  private static List<Compared> compared(List<Match> matches, double threshold) {
    List<Boolean> significant = Effects.significant(matches.stream().map(Match::ratio).toList());
    boolean[] below =
        Holm.rejected(
            matches.stream().mapToDouble(match -> match.draws().chanceAbove(threshold)).toArray(),
            Effects.FALSE_ALARM);
    List<Compared> compared = new ArrayList<>();
    for (int i = 0; i < matches.size(); i++) {
      Match match = matches.get(i);
      compared.add(
          match.compared(
              significant.get(i) && !match.isOfNothing(),
              below[i] && match.ratio().isBelow(threshold) && !match.isOfNothing()));
    }
    return compared;
  }

  private record Match(Cell from, Cell to, Draws draws, Draws.Ratio ratio) {
    static Match of(Cell from, Cell to, int number) {
      Draws draws = to.drawn(number).draws().by(from.drawn(number).draws());
      return new Match(from, to, draws, draws.ratio());
    }

    /** Nothing then and nothing now is no change. */
    boolean isOfNothing() {
      return from.carriesNothing() && to.carriesNothing();
    }

    Compared compared(boolean significant, boolean below) {
      boolean nothing = isOfNothing();
      return new Compared(
          from.kernel(),
          to.kernel(),
          from.levels(),
          from.mbitPerSecond(),
          to.mbitPerSecond(),
          nothing ? 1 : ratio.estimate(),
          nothing ? 1 : ratio.low(),
          nothing ? 1 : ratio.high(),
          significant,
          below,
          ratio.repetitions(),
          ratio.basis());
    }
  }

  /**
   * A cell of both.
   *
   * @param fromMbitPerSecond the geometric mean of the repetitions' medians; of a cell that carries
   *     nothing one packet in each sample
   * @param change the second by the first
   * @param low lower end of its 95 % interval
   * @param high upper end of its 95 % interval
   * @param significant whether it differs from no change; see {@link Effects}
   * @param below whether it is below the threshold for sure
   * @param repetitions of the side with fewer
   */
  public record Compared(
      String fromKernel,
      String toKernel,
      Map<String, String> levels,
      double fromMbitPerSecond,
      double toMbitPerSecond,
      double change,
      double low,
      double high,
      boolean significant,
      boolean below,
      int repetitions,
      Basis basis) {}
}
