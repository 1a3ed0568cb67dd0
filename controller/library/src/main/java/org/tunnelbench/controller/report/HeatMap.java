package org.tunnelbench.controller.report;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.CellOrder;
import org.tunnelbench.controller.analysis.Speed;
import org.tunnelbench.controller.analysis.shape.Shape;

/**
 * Cells by rows, kernels by columns, speed by colour.
 *
 * @param constants the factors that have one level throughout, in words; empty where none has
 * @param most the speed of the darkest colour, in Mbit/s
 */
record HeatMap(
    String constants,
    List<Factor> factors,
    List<Lane> columns,
    List<Row> rows,
    List<Integer> ramp,
    String most) {
  private static final int COLOURS = 10;

  /** Absent where no cell has been judged. */
  static Optional<HeatMap> of(ExperimentResult result, Analysis analysis) {
    if (result.cells().isEmpty()) {
      return Optional.empty();
    }
    Columns columns = Columns.of(result);
    List<String> factors = columns.varying().isEmpty() ? List.of("tunnel") : columns.varying();
    List<Lane> lanes = Lane.of(result);
    double most =
        result.cells().stream()
            .mapToDouble(cell -> cell.medianMbitPerSecond().orElse(0))
            .reduce(0, Math::max);
    return Optional.of(
        new HeatMap(
            columns.constants(),
            factors.stream().map(Factor::new).toList(),
            lanes,
            rows(result, analysis, factors, lanes, most),
            IntStream.range(0, COLOURS).boxed().toList(),
            Speed.text(most)));
  }

  private static List<Row> rows(
      ExperimentResult result,
      Analysis analysis,
      List<String> factors,
      List<Lane> lanes,
      double most) {
    List<Row> rows = new ArrayList<>();
    Map<String, String> above = Map.of();
    List<Map<String, String>> cells =
        result.cells().stream()
            .map(CellResult::levels)
            .distinct()
            .sorted(CellOrder.LEVELS)
            .toList();
    for (Map<String, String> levels : cells) {
      rows.add(
          new Row(
              LevelWord.of(factors, levels, above),
              lanes.stream().map(lane -> square(result, analysis, levels, lane, most)).toList()));
      above = levels;
    }
    return rows;
  }

  private static Square square(
      ExperimentResult result,
      Analysis analysis,
      Map<String, String> levels,
      Lane lane,
      double most) {
    return result.cells().stream()
        .filter(cell -> lane.holds(cell) && cell.levels().equals(levels))
        .findFirst()
        .map(cell -> square(cell, most, word(analysis, cell), Slowed.isSlowed(result, cell)))
        .orElse(new Square("absent", "–", ""));
  }

  /** The shape of most of a cell's series that are not steady; else its verdict. */
  private static String word(Analysis analysis, CellResult cell) {
    return analysis.series().stream()
        .filter(
            series ->
                series.kernel().equals(cell.kernel()) && series.levels().equals(cell.levels()))
        .map(series -> series.shape().shape())
        .filter(shape -> shape != Shape.STEADY && shape != Shape.NOT_ENOUGH_DATA)
        .collect(groupingBy(shape -> shape, TreeMap::new, counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .map(most -> most.getKey().toString())
        .orElse(cell.verdict().toString());
  }

  private static Square square(CellResult cell, double most, String word, boolean slowed) {
    if (cell.medianMbitPerSecond().isEmpty()) {
      return new Square("failed", "–", cell.verdict().toString());
    }
    double median = cell.medianMbitPerSecond().getAsDouble();
    String share =
        cell.ratioToPlainTunnel().isPresent()
                && !cell.levels().getOrDefault("protection", "none").equals("none")
            ? String.format(Locale.ROOT, "%.0f %%", 100 * cell.ratioToPlainTunnel().getAsDouble())
            : "";
    if (slowed) {
      return new Square(
          "ill",
          Speed.text(median),
          cell.verdict() == Verdict.UNSTEADY ? word : cell.verdict().toString());
    }
    return switch (cell.verdict()) {
      case SLOW, NO_TRAFFIC -> new Square("ill", Speed.text(median), cell.verdict().toString());
      case UNSTEADY ->
          new Square(
              colour(median, most) + " unsteady", Speed.text(median), (share + " " + word).strip());
      case MEASURED, FAILED -> new Square(colour(median, most), Speed.text(median), share);
    };
  }

  private static String colour(double median, double most) {
    return "heat-" + Math.min(COLOURS - 1, (int) (COLOURS * median / Math.max(most, 1e-9)));
  }

  record Factor(String name) {}

  record Row(List<LevelWord> levels, List<Square> squares) {}

  /** One cell on one kernel. */
  record Square(String cssClass, String figure, String note) {}

  /**
   * A level in a row's head.
   *
   * @param first whether it is the row's header
   * @param same whether this and all before it are as in the row above
   */
  record LevelWord(String word, boolean first, boolean same) {
    static List<LevelWord> of(
        List<String> factors, Map<String, String> levels, Map<String, String> above) {
      List<LevelWord> words = new ArrayList<>();
      boolean same = true;
      for (String factor : factors) {
        String level = levels.getOrDefault(factor, "");
        same = same && level.equals(above.get(factor));
        words.add(new LevelWord(level, words.isEmpty(), same));
      }
      return words;
    }
  }
}
