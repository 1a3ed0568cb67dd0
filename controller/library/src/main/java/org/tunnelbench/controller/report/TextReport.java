package org.tunnelbench.controller.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.controller.analysis.Speed;
import org.tunnelbench.controller.report.TextTable.Column;

/** The result for a terminal. Its last line is the answer in words. */
public final class TextReport {
  /** Bound on the reasons for failure, and on the unclean hosts, that are told one by one. */
  static final int MOST_TOLD = 20;

  /** Bound on the lines of a failed command's output that are shown. */
  static final int MOST_OUTPUT_LINES = 8;

  private final ExperimentResult result;
  private final Columns columns;
  private final CellSpread spread;
  private final StringBuilder text = new StringBuilder();

  private TextReport(ExperimentResult result) {
    this.result = result;
    this.columns = Columns.of(result);
    this.spread = CellSpread.of(result);
  }

  /** The whole text, ending with a line feed. */
  public static String of(ExperimentResult result) {
    TextReport report = new TextReport(result);
    report.cells();
    report.failures();
    report.cleanliness();
    report.findings();
    report.line(result.summary());
    return report.text.toString();
  }

  private void cells() {
    if (result.cells().isEmpty()) {
      return;
    }
    List<Column> headings = new ArrayList<>(List.of(Column.words("kernel")));
    if (columns.pairs()) {
      headings.add(Column.words("pair"));
    }
    columns.varying().forEach(factor -> headings.add(Column.words(factor)));
    headings.add(Column.numbers("Mbit/s"));
    if (spread.isTold()) {
      headings.add(Column.numbers("95 % interval"));
      headings.add(Column.numbers("variation"));
      headings.add(Column.numbers("trials"));
    }
    headings.add(Column.numbers("of plain"));
    headings.add(Column.words("verdict"));
    TextTable table = new TextTable(headings);
    String kernel = result.cells().getFirst().kernel();
    for (CellResult cell : result.cells()) {
      if (!cell.kernel().equals(kernel)) {
        table.gap();
        kernel = cell.kernel();
      }
      table.row(row(cell));
    }
    text.append(table.text()).append('\n');
    line("Mbit/s: the median of what the receiver got. " + ratioExplained() + constants());
    line(spread.explained());
    OtherTraffic.sentences(result).forEach(this::line);
    MissingSamples.sentences(result).forEach(this::line);
    Conditions.sentences(result).forEach(this::line);
    text.append('\n');
  }

  private List<String> row(CellResult cell) {
    List<String> row = new ArrayList<>(List.of(harmless(cell.kernel())));
    if (columns.pairs()) {
      row.add(Lane.pair(cell.pair()));
    }
    columns.varying().forEach(factor -> row.add(cell.levels().getOrDefault(factor, "")));
    row.add(
        cell.medianMbitPerSecond().isPresent()
            ? Speed.text(cell.medianMbitPerSecond().getAsDouble())
            : "–");
    if (spread.isTold()) {
      row.add(CellSpread.interval(cell));
      row.add(CellSpread.variation(cell));
      row.add(Integer.toString(cell.measured()));
    }
    row.add(
        cell.ratioToPlainTunnel().isPresent()
            ? String.format(Locale.ROOT, "%.2f", cell.ratioToPlainTunnel().getAsDouble())
            : "–");
    row.add(verdict(cell));
    return row;
  }

  private static String verdict(CellResult cell) {
    return cell.measured() == 0 || cell.measured() == cell.trials()
        ? cell.verdict().toString()
        : "%s (%d of %d trials)".formatted(cell.verdict(), cell.measured(), cell.trials());
  }

  private static String ratioExplained() {
    return "Of plain: that, by the same tunnel's without protection.";
  }

  private String constants() {
    String constants = columns.constants();
    return constants.isEmpty() ? "" : " In every cell: " + constants + ".";
  }

  private void failures() {
    List<Failures> reasons = Failures.of(result);
    for (Failures reason : reasons.subList(0, Math.min(MOST_TOLD, reasons.size()))) {
      failure(reason);
    }
    if (reasons.size() > MOST_TOLD) {
      line(
          "… and %d more reasons; result.json has them all.".formatted(reasons.size() - MOST_TOLD));
      text.append('\n');
    }
  }

  private void failure(Failures reason) {
    line("Failed, %s: %s".formatted(reason.title(), reason.failure().message()));
    line("  " + reason.sentence(columns));
    if (!reason.failure().command().isEmpty()) {
      line(
          "  command: %s%s"
              .formatted(
                  String.join(" ", reason.failure().command()),
                  reason.failure().exitCode().map(code -> " (exit code " + code + ")").orElse("")));
    }
    reason
        .failure()
        .output()
        .lines()
        .limit(MOST_OUTPUT_LINES)
        .forEach(output -> line("  | " + output));
    line("  what to do: " + reason.failure().kind().advice());
    text.append('\n');
  }

  private void cleanliness() {
    Cleanliness cleanliness = Cleanliness.of(result);
    line(
        "%d of %d trials measured. %s"
            .formatted(
                result.trials().stream().filter(trial -> trial.state() == Outcome.MEASURED).count(),
                result.trials().size(),
                cleanliness.sentence()));
    cleanliness.exceptions().stream().limit(MOST_TOLD).forEach(exception -> line("  " + exception));
    text.append('\n');
  }

  private void findings() {
    List<String> lines = FindingLines.of(result);
    if (lines.isEmpty()) {
      return;
    }
    lines.forEach(this::line);
    text.append('\n');
  }

  private void line(String line) {
    text.append(harmless(line)).append('\n');
  }

  /** Without control characters, which would act on the terminal. */
  static String harmless(String line) {
    return line.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
  }
}
