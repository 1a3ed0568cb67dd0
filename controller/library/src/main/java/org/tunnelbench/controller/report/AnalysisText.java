package org.tunnelbench.controller.report;

import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.Finding;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.cause.Explanation;
import org.tunnelbench.controller.report.TextTable.Column;

/** An analysis for a terminal. Its last line is the answer in words. */
public final class AnalysisText {
  private final ExperimentResult result;
  private final Analysis analysis;
  private final Evidence evidence;
  private final StringBuilder text = new StringBuilder();

  private AnalysisText(ExperimentResult result, Analysis analysis) {
    this.result = result;
    this.analysis = analysis;
    this.evidence = Evidence.of(result, analysis);
  }

  /** The whole text, ending with a line feed. */
  public static String of(ExperimentResult result, Analysis analysis) {
    AnalysisText analysisText = new AnalysisText(result, analysis);
    analysisText.shapes();
    analysisText.cells();
    analysisText.effects();
    analysisText.losses();
    analysisText.causes();
    analysisText.findings();
    analysisText.line(result.summary());
    return analysisText.text.toString();
  }

  private void shapes() {
    table(
        List.of(
            Column.words("kernel"),
            Column.words("series"),
            Column.words("shape"),
            Column.numbers("sure"),
            Column.numbers("Mbit/s"),
            Column.numbers("first"),
            Column.numbers("last"),
            Column.numbers("half-life")),
        evidence.shapes().stream()
            .map(
                row ->
                    List.of(
                        row.kernel(),
                        row.series(),
                        row.shape(),
                        row.confidence(),
                        row.median(),
                        row.first(),
                        row.last(),
                        row.halfLife()))
            .toList());
    line(
        "Mbit/s: the median; first and last: the means at both ends; sure: the shape's probability."
            + constants());
    line(evidence.moreShapes());
  }

  /** Where each cell is one series, the table of these says it all. */
  private void cells() {
    CellSpread spread = CellSpread.of(result);
    if (!spread.isTold()) {
      line(spread.explained());
      text.append('\n');
      return;
    }
    Columns columns = Columns.of(result);
    table(
        List.of(
            Column.words("kernel"),
            Column.words("cell"),
            Column.numbers("Mbit/s"),
            Column.numbers("95 % interval"),
            Column.numbers("variation"),
            Column.numbers("trials"),
            Column.words("verdict")),
        result.cells().stream()
            .map(
                cell ->
                    List.of(
                        cell.kernel(),
                        columns.label(cell.levels()),
                        FigureTable.median(cell.medianMbitPerSecond()),
                        CellSpread.interval(cell),
                        CellSpread.variation(cell),
                        Integer.toString(cell.measured()),
                        cell.verdict().toString()))
            .toList());
    line(spread.explained());
    text.append('\n');
  }

  private String constants() {
    String constants = Columns.of(result).constants();
    return constants.isEmpty() ? "" : " In every series: " + constants + ".";
  }

  private void effects() {
    if (!evidence.hasEffects()) {
      line("No two series differ in one factor alone, so that there is no effect to tell.");
      text.append('\n');
      between();
      return;
    }
    table(
        List.of(
            Column.words("kernel"),
            Column.words("factor"),
            Column.words("with"),
            Column.numbers("change"),
            Column.numbers("95 % interval"),
            Column.numbers("elsewhere"),
            Column.words("significant")),
        evidence.effects().stream()
            .map(
                row ->
                    List.of(
                        row.kernel(),
                        row.toggle(),
                        row.equal(),
                        row.change(),
                        row.interval(),
                        row.elsewhere(),
                        row.significant()))
            .toList());
    line(evidence.more());
    between();
    evidence.acrossKernels().forEach(this::line);
    line("Family: " + evidence.family() + ". " + evidence.basis());
  }

  private void between() {
    if (!evidence.hasBetween()) {
      return;
    }
    table(
        List.of(
            Column.words("kernels"),
            Column.words("cell"),
            Column.numbers("change"),
            Column.numbers("95 % interval"),
            Column.words("significant")),
        evidence.between().stream()
            .map(
                row ->
                    List.of(
                        row.toggle(), row.equal(), row.change(), row.interval(), row.significant()))
            .toList());
    line(evidence.moreBetween());
  }

  private void losses() {
    if (!evidence.hasLosses()) {
      return;
    }
    table(
        List.of(
            Column.words("kernel"),
            Column.words("tunnel in ESP"),
            Column.numbers("bare Mbit/s"),
            Column.numbers("encapsulation"),
            Column.numbers("crypto"),
            Column.numbers("both"),
            Column.numbers("unexplained")),
        evidence.losses().stream()
            .map(
                row ->
                    List.of(
                        row.kernel(),
                        row.cell(),
                        row.bare(),
                        row.encapsulation(),
                        row.crypto(),
                        row.both(),
                        row.unexplained()))
            .toList());
  }

  /** Those that no finding is made of: a verdict told of the cell, without the fault's name. */
  private void causes() {
    List<Finding> told = result.findings().stream().filter(this::isMadeOfCauses).toList();
    List<String> untold =
        analysis.causes().stream()
            .filter(
                cause ->
                    told.stream()
                        .noneMatch(finding -> finding.tells(cause.kernel(), cause.slowLevels())))
            .map(Explanation::sentence)
            .limit(Evidence.MOST_CAUSES)
            .toList();
    if (!untold.isEmpty()) {
      untold.forEach(sentence -> line("Why: " + sentence));
      text.append('\n');
    }
  }

  private boolean isMadeOfCauses(Finding finding) {
    return analysis.causes().stream()
        .anyMatch(cause -> finding.sentence().startsWith(cause.sentence()));
  }

  private void findings() {
    List<String> lines = FindingLines.of(result);
    if (lines.isEmpty()) {
      return;
    }
    lines.forEach(this::line);
    text.append('\n');
  }

  private void table(List<Column> columns, List<List<String>> rows) {
    TextTable table = new TextTable(columns);
    rows.forEach(
        row -> table.row(new ArrayList<>(row.stream().map(TextReport::harmless).toList())));
    text.append(table.text()).append('\n');
  }

  private void line(String line) {
    if (!line.isEmpty()) {
      text.append(TextReport.harmless(line.strip())).append('\n');
    }
  }
}
