package org.tunnelbench.controller.report;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialResult;

/**
 * {@code samples.csv}: every sample of every trial, a line each (RFC 4180, with line feeds). A
 * trial that lacks samples has a line first that says so in a column of its own.
 */
public final class SamplesCsv {
  /** The file's name. */
  public static final String FILE = "samples.csv";

  private SamplesCsv() {}

  /**
   * The file's content, with one column for every factor that any trial has a level of, and one for
   * gaps where any trial has one.
   */
  public static String of(ExperimentResult result) {
    Set<String> factors =
        result.trials().stream()
            .map(trial -> trial.levels().keySet())
            .flatMap(Collection::stream)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    boolean gaps = result.trials().stream().anyMatch(trial -> trial.samplesGap().isPresent());
    StringBuilder csv = new StringBuilder();
    line(
        csv,
        Stream.of(
                Stream.of("trial", "kernel", "sender", "receiver"),
                factors.stream(),
                Stream.of(
                    "repetition",
                    "start_seconds",
                    "seconds",
                    "received_bytes",
                    "sent_bytes",
                    "retransmits",
                    "mbit_per_second"),
                gaps ? Stream.of("gap") : Stream.<String>of())
            .flatMap(part -> part)
            .toList());
    for (TrialResult trial : result.trials()) {
      trial
          .samplesGap()
          .ifPresent(gap -> line(csv, factors, trial, Stream.of("", "", "", "", "", "", gap)));
      trial
          .samples()
          .forEach(
              point ->
                  line(
                      csv,
                      factors,
                      trial,
                      Stream.concat(figures(point), gaps ? Stream.of("") : Stream.of())));
    }
    return csv.toString();
  }

  private static void line(
      StringBuilder csv, Set<String> factors, TrialResult trial, Stream<String> figures) {
    line(
        csv,
        Stream.of(
                Stream.of(trial.id().toString(), trial.kernel()),
                trial.pair().stream().map(Object::toString),
                factors.stream().map(factor -> trial.levels().getOrDefault(factor, "")),
                Stream.of(Integer.toString(trial.repetition())),
                figures)
            .flatMap(part -> part)
            .toList());
  }

  private static Stream<String> figures(SeriesPoint point) {
    return Stream.of(
        Double.toString(point.start()),
        Double.toString(point.seconds()),
        Long.toString(point.receivedBytes()),
        orEmpty(point.sentBytes()),
        orEmpty(point.retransmits()),
        String.format(Locale.ROOT, "%.3f", point.mbitPerSecond()));
  }

  private static String orEmpty(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "";
  }

  private static void line(StringBuilder csv, List<String> fields) {
    csv.append(fields.stream().map(SamplesCsv::quoted).collect(Collectors.joining(",")));
    csv.append('\n');
  }

  /** Quoted where needed, and never a formula to a spreadsheet. */
  private static String quoted(String field) {
    String harmless = field.matches("(?s)[=+@\t\r].*") ? "'" + field : field;
    return harmless.matches("[^\",\r\n]*")
        ? harmless
        : "\"" + harmless.replace("\"", "\"\"") + "\"";
  }
}
