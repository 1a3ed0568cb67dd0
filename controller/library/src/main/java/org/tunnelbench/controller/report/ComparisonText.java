package org.tunnelbench.controller.report;

import java.util.List;
import org.tunnelbench.controller.analysis.Ratio;
import org.tunnelbench.controller.analysis.Speed;
import org.tunnelbench.controller.analysis.effect.Basis;
import org.tunnelbench.controller.analysis.effect.Comparison;
import org.tunnelbench.controller.analysis.effect.Comparison.Compared;
import org.tunnelbench.controller.report.TextTable.Column;

/** A comparison for a terminal. */
public final class ComparisonText {
  private ComparisonText() {}

  /** The cells in a table, then what the table cannot say; ends with a line feed. */
  public static String of(Comparison comparison) {
    TextTable table =
        new TextTable(
            List.of(
                Column.words("kernel"),
                Column.words("cell"),
                Column.numbers("A Mbit/s"),
                Column.numbers("B Mbit/s"),
                Column.numbers("change"),
                Column.numbers("95 % interval"),
                Column.words("")));
    comparison.cells().forEach(cell -> table.row(row(cell)));
    StringBuilder text = new StringBuilder(table.text()).append('\n');
    comparison
        .unmatched()
        .forEach(cell -> text.append(TextReport.harmless("not compared: " + cell)).append('\n'));
    if (comparison.cells().stream().anyMatch(cell -> cell.basis() != Basis.REPETITIONS)) {
      text.append(
          "Where a cell has a single series, its interval comes from within it and knows nothing of the variance between runs.\n");
    }
    return text.toString();
  }

  private static List<String> row(Compared cell) {
    return List.of(
        TextReport.harmless(
            cell.fromKernel().equals(cell.toKernel())
                ? cell.toKernel()
                : cell.fromKernel() + " → " + cell.toKernel()),
        TextReport.harmless(String.join(" ", cell.levels().values())),
        Speed.text(cell.fromMbitPerSecond()),
        Speed.text(cell.toMbitPerSecond()),
        "× " + Ratio.text(cell.change()),
        "[%s, %s]".formatted(Ratio.text(cell.low()), Ratio.text(cell.high())),
        word(cell));
  }

  private static String word(Compared cell) {
    if (cell.basis() == Basis.THIN) {
      return cell.basis().toString();
    }
    return cell.below() ? "below" : cell.significant() ? "changed" : "";
  }
}
