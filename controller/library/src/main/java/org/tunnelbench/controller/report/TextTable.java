package org.tunnelbench.controller.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns, two spaces apart. */
final class TextTable {
  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  void row(List<String> fields) {
    rows.add(List.copyOf(fields));
  }

  /** An empty line. */
  void gap() {
    rows.add(List.of());
  }

  /** The lines, headings first, each with its line feed. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(text, columns.stream().map(Column::heading).toList());
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  private void line(StringBuilder text, List<String> fields) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      String padding = " ".repeat(width(i) - fields.get(i).length());
      line.append(i == 0 ? "" : "  ")
          .append(columns.get(i).numeric() ? padding + fields.get(i) : fields.get(i) + padding);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> !row.isEmpty())
        .mapToInt(row -> row.get(column).length())
        .reduce(columns.get(column).heading().length(), Math::max);
  }

  /**
   * One column.
   *
   * @param numeric whether it is aligned to the right
   */
  record Column(String heading, boolean numeric) {
    static Column words(String heading) {
      return new Column(heading, false);
    }

    static Column numbers(String heading) {
      return new Column(heading, true);
    }
  }
}
