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

/** {@code samples.csv}: every sample of every trial, a line each (RFC 4180, with line feeds). */
public final class SamplesCsv {
  /** The file's name. */
  public static final String FILE = "samples.csv";

  private SamplesCsv() {}

  /** The file's content, with one column for every factor that any trial has a level of. */
  public static String of(ExperimentResult result) {
    Set<String> factors =
        result.trials().stream()
            .map(trial -> trial.levels().keySet())
            .flatMap(Collection::stream)
            .collect(Collectors.toCollection(LinkedHashSet::new));
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
                    "mbit_per_second"))
            .flatMap(part -> part)
            .toList());
    result
        .trials()
        .forEach(trial -> trial.samples().forEach(point -> point(csv, factors, trial, point)));
    return csv.toString();
  }

  private static void point(
      StringBuilder csv, Set<String> factors, TrialResult trial, SeriesPoint point) {
    line(
        csv,
        Stream.of(
                Stream.of(trial.id().toString(), trial.kernel()),
                trial.pair().stream().map(Object::toString),
                factors.stream().map(factor -> trial.levels().getOrDefault(factor, "")),
                Stream.of(
                    Integer.toString(trial.repetition()),
                    Double.toString(point.start()),
                    Double.toString(point.seconds()),
                    Long.toString(point.receivedBytes()),
                    orEmpty(point.sentBytes()),
                    orEmpty(point.retransmits()),
                    String.format(Locale.ROOT, "%.3f", point.mbitPerSecond())))
            .flatMap(part -> part)
            .toList());
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
