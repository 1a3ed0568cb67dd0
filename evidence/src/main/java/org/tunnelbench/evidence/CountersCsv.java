package org.tunnelbench.evidence;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;

/** {@code counters.csv}: every reading of every counter, a line each (RFC 4180). */
final class CountersCsv {
  static final String FILE = "counters.csv";

  private CountersCsv() {}

  static String of(Analysis analysis) {
    StringBuilder csv = new StringBuilder("kernel,pair,levels,repetition,second,counter,value\n");
    analysis.measured().forEach(series -> series(csv, series));
    return csv.toString();
  }

  private static void series(StringBuilder csv, MeasuredSeries series) {
    String head =
        "%s,%s,%s,%d"
            .formatted(
                quoted(series.kernel()),
                quoted(series.pair()),
                quoted(
                    new TreeMap<>(series.levels())
                        .entrySet().stream()
                            .map(level -> level.getKey() + "=" + level.getValue())
                            .collect(Collectors.joining(" "))),
                series.repetition());
    for (Map.Entry<String, List<Double>> counter : new TreeMap<>(series.counters()).entrySet()) {
      for (int i = 0; i < counter.getValue().size() && i < series.points().size(); i++) {
        double value = counter.getValue().get(i);
        if (Double.isFinite(value)) {
          csv.append(
              "%s,%s,%s,%s\n"
                  .formatted(
                      head, series.points().get(i).start(), quoted(counter.getKey()), value));
        }
      }
    }
  }

  private static String quoted(String field) {
    return "\"" + field.replace("\"", "\"\"") + "\"";
  }
}
