package org.tunnelbench.controller.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tunnelbench.controller.analysis.catalogue.Diagnosis;
import org.tunnelbench.controller.analysis.cause.CounterEvidence;
import org.tunnelbench.controller.analysis.cause.Explanation;

/**
 * Why one cell is slow, in words.
 *
 * @param counters what moved with it, a sentence each
 * @param otherwise what to change where no known fault says it; empty where one does
 * @param twins the slow series beside the healthy one
 */
record CauseRow(
    String title,
    String sentence,
    List<String> counters,
    List<DiagnosisRow> diagnoses,
    String otherwise,
    Optional<Twins> twins) {
  static CauseRow of(Explanation explanation, Optional<Twins> twins) {
    return new CauseRow(
        "%s %s on Linux %s"
            .formatted(explanation.factor(), explanation.slow(), explanation.kernel()),
        explanation.effect(),
        counters(explanation),
        explanation.diagnoses().stream().map(DiagnosisRow::of).toList(),
        explanation.diagnoses().isEmpty() ? explanation.factor() + " " + explanation.healthy() : "",
        twins);
  }

  private static List<String> counters(Explanation explanation) {
    if (explanation.counters().isEmpty()) {
      return List.of(explanation.withoutCounters());
    }
    return explanation.counters().stream().map(CounterEvidence::sentence).toList();
  }

  /** A known fault. */
  record DiagnosisRow(
      String id,
      String title,
      String confidence,
      String cause,
      String change,
      String evidence,
      String commits,
      String sources) {
    static DiagnosisRow of(Diagnosis diagnosis) {
      return new DiagnosisRow(
          diagnosis.id(),
          diagnosis.title(),
          diagnosis.confidence().toString(),
          diagnosis.cause(),
          diagnosis.change(),
          String.join("; ", diagnosis.evidence()),
          diagnosis.commits().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(commit -> commit.getKey() + " " + commit.getValue())
              .collect(Collectors.joining(", ")),
          String.join(", ", diagnosis.sources()));
    }
  }
}
