package org.tunnelbench.controller.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.controller.analysis.Speed;

/**
 * Every cell with every figure.
 *
 * @param pairs whether some kernel was measured on several pairs
 */
record FigureTable(boolean pairs, List<HeatMap.Factor> factors, List<Row> rows) {
  private static final String NONE = "–";

  /** Absent where no cell has been judged. */
  static Optional<FigureTable> of(ExperimentResult result) {
    if (result.cells().isEmpty()) {
      return Optional.empty();
    }
    Columns columns = Columns.of(result);
    List<String> factors = columns.varying();
    return Optional.of(
        new FigureTable(
            columns.pairs(),
            factors.stream().map(HeatMap.Factor::new).toList(),
            result.cells().stream()
                .map(cell -> row(cell, factors, trials(result, cell)))
                .toList()));
  }

  private static List<TrialResult> trials(ExperimentResult result, CellResult cell) {
    return result.trials().stream()
        .filter(
            trial ->
                trial.kernel().equals(cell.kernel())
                    && trial.pair().equals(cell.pair())
                    && trial.levels().equals(cell.levels()))
        .toList();
  }

  private static Row row(CellResult cell, List<String> factors, List<TrialResult> trials) {
    return new Row(
        cell.verdict() == Verdict.SLOW || cell.verdict() == Verdict.NO_TRAFFIC,
        cell.kernel(),
        factors.stream().map(factor -> new Word(cell.levels().getOrDefault(factor, ""))).toList(),
        Lane.pair(cell.pair()),
        mtu(trials),
        median(cell.medianMbitPerSecond()),
        CellSpread.interval(cell),
        CellSpread.variation(cell),
        ratio(cell.ratioToPlainTunnel()),
        retransmits(trials),
        "%d of %d".formatted(cell.measured(), cell.trials()),
        cell.verdict().toString(),
        cell.verdict().toString().replace(' ', '-'));
  }

  private static String mtu(List<TrialResult> trials) {
    String mtus =
        trials.stream()
            .filter(trial -> trial.mtu().isPresent())
            .map(trial -> Integer.toString(trial.mtu().getAsInt()))
            .distinct()
            .collect(Collectors.joining(", "));
    return mtus.isEmpty() ? NONE : mtus;
  }

  static String median(OptionalDouble median) {
    return median.isPresent() ? Speed.text(median.getAsDouble()) : NONE;
  }

  static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : NONE;
  }

  private static String retransmits(List<TrialResult> trials) {
    List<OptionalLong> told =
        trials.stream()
            .flatMap(trial -> trial.samples().stream())
            .map(SeriesPoint::retransmits)
            .filter(OptionalLong::isPresent)
            .toList();
    return told.isEmpty() || trials.stream().anyMatch(trial -> trial.samplesGap().isPresent())
        ? NONE
        : Long.toString(told.stream().mapToLong(OptionalLong::getAsLong).sum());
  }

  /** One cell. */
  record Row(
      boolean ill,
      String kernel,
      List<Word> levels,
      String pair,
      String mtu,
      String median,
      String interval,
      String variation,
      String ratio,
      String retransmits,
      String trials,
      String verdict,
      String verdictClass) {}

  record Word(String word) {}
}
