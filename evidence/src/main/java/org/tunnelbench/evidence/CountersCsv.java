package org.tunnelbench.evidence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;
import org.tunnelbench.controller.report.CsvField;

/** {@code counters.csv}: every reading of every counter, a line each (RFC 4180). */
final class CountersCsv {
  static final String FILE = "counters.csv";

  private final StringBuilder csv =
      new StringBuilder("kernel,pair,levels,repetition,second,counter,value\n");
  private final long most;

  private CountersCsv(long most) {
    this.most = most;
  }

  /**
   * The file's content.
   *
   * @param most bound on its characters
   * @return absent where it would have more: a large result would have gigabytes
   */
  static Optional<String> of(Analysis analysis, long most) {
    CountersCsv counters = new CountersCsv(most);
    for (MeasuredSeries series : analysis.measured()) {
      counters.add(series);
    }
    return counters.isFull() ? Optional.empty() : Optional.of(counters.csv.toString());
  }

  private boolean isFull() {
    return csv.length() > most;
  }

  private void add(MeasuredSeries series) {
    String head =
        "%s,%s,%s,%d"
            .formatted(
                CsvField.of(series.kernel()),
                CsvField.of(series.pair()),
                CsvField.of(
                    new TreeMap<>(series.levels())
                        .entrySet().stream()
                            .map(level -> level.getKey() + "=" + level.getValue())
                            .collect(Collectors.joining(" "))),
                series.repetition());
    for (Map.Entry<String, List<Double>> counter : new TreeMap<>(series.counters()).entrySet()) {
      add(head, series, CsvField.of(counter.getKey()), counter.getValue());
    }
  }

  private void add(String head, MeasuredSeries series, String counter, List<Double> values) {
    int readings = Math.min(values.size(), series.points().size());
    for (int i = 0; i < readings && !isFull(); i++) {
      if (Double.isFinite(values.get(i))) {
        csv.append(head).append(',').append(series.points().get(i).start());
        csv.append(',').append(counter).append(',').append(values.get(i)).append('\n');
      }
    }
  }
}
