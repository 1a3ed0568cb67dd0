package org.tunnelbench.controller.report;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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

  /** How many figures a sample has, from its start to what was lost. */
  private static final int FIGURES = 8;

  private SamplesCsv() {}

  /**
   * The file's content, with one column for every factor that any trial has a level of, one for
   * gaps where any trial has one, and one ({@code counter_sender_…}, {@code counter_receiver_…})
   * for every counter that any host told.
   */
  public static String of(ExperimentResult result) {
    Set<String> factors =
        result.trials().stream()
            .map(trial -> trial.levels().keySet())
            .flatMap(Collection::stream)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    boolean gaps = result.trials().stream().anyMatch(trial -> trial.samplesGap().isPresent());
    SortedSet<String> counters = counters(result);
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
                    "mbit_per_second",
                    "opposite_bytes",
                    "lost_datagrams"),
                gaps ? Stream.of("gap") : Stream.<String>of(),
                counters.stream().map(name -> "counter_" + name))
            .flatMap(part -> part)
            .toList());
    for (TrialResult trial : result.trials()) {
      trial
          .samplesGap()
          .ifPresent(gap -> line(csv, factors, trial, withoutFigures(gap, counters.size())));
      trial
          .samples()
          .forEach(
              point ->
                  line(
                      csv,
                      factors,
                      trial,
                      Stream.of(
                              figures(point),
                              gaps ? Stream.of("") : Stream.<String>of(),
                              counted(point, counters))
                          .flatMap(part -> part)));
    }
    return csv.toString();
  }

  private static Stream<String> withoutFigures(String gap, int counters) {
    return Stream.concat(
        Stream.concat(Collections.nCopies(FIGURES, "").stream(), Stream.of(gap)),
        Collections.nCopies(counters, "").stream());
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
        String.format(Locale.ROOT, "%.3f", point.mbitPerSecond()),
        orEmpty(point.oppositeBytes()),
        orEmpty(point.lostDatagrams()));
  }

  private static Stream<String> counted(SeriesPoint point, Set<String> counters) {
    Map<String, Long> read = point.counters();
    return counters.stream().map(name -> counter(read, name));
  }

  private static SortedSet<String> counters(ExperimentResult result) {
    SortedSet<String> names = new TreeSet<>();
    for (TrialResult trial : result.trials()) {
      trial.samples().forEach(point -> names.addAll(point.counters().keySet()));
    }
    return names;
  }

  /** Empty where the host's counters were not read in the interval. */
  private static String counter(Map<String, Long> read, String name) {
    String host = name.substring(0, name.indexOf('_') + 1);
    boolean wasRead = read.keySet().stream().anyMatch(other -> other.startsWith(host));
    return wasRead ? Long.toString(read.getOrDefault(name, 0L)) : "";
  }

  private static String orEmpty(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "";
  }

  private static void line(StringBuilder csv, List<String> fields) {
    csv.append(fields.stream().map(CsvField::of).collect(Collectors.joining(",")));
    csv.append('\n');
  }
}
