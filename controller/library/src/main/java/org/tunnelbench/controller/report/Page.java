package org.tunnelbench.controller.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.controller.analysis.Analysis;

/** What the page's template shows, in words. */
record Page(
    String name,
    String id,
    Instant submittedAt,
    String submitted,
    String headline,
    boolean ill,
    List<Answer> answers,
    String moreFindings,
    List<Tile> tiles,
    List<String> notes,
    Optional<HeatMap> heatMap,
    Optional<Curves> curves,
    Optional<FailureSection> failures,
    Optional<FigureTable> table,
    Evidence evidence,
    String cleanliness,
    boolean hasExceptions,
    List<String> exceptions,
    List<Host> hosts,
    String document,
    String version) {
  /** Bound on the unclean hosts that are told one by one. */
  static final int MOST_EXCEPTIONS = 100;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  static Page of(ExperimentResult result, Analysis analysis) {
    Cleanliness cleanliness = Cleanliness.of(result);
    Counters counters = Counters.of(analysis);
    return new Page(
        result.name(),
        result.id().toString(),
        result.submittedAt(),
        MINUTE.format(result.submittedAt()),
        Headline.of(result),
        !result.findings().isEmpty(),
        Answer.of(result, analysis),
        moreFindings(result),
        tiles(result, cleanliness),
        notes(result),
        HeatMap.of(result, analysis),
        Curves.of(result, counters),
        FailureSection.of(result),
        FigureTable.of(result),
        Evidence.of(result, analysis, counters),
        cleanliness.sentence(),
        !cleanliness.exceptions().isEmpty(),
        cleanliness.exceptions().stream().limit(MOST_EXCEPTIONS).toList(),
        result.hosts().stream().map(Page::host).toList(),
        document(result),
        HtmlReport.builtVersion());
  }

  private static String moreFindings(ExperimentResult result) {
    int more = result.findings().size() - Answer.MOST_TOLD;
    return more > 0 ? "%d more findings are in result.json.".formatted(more) : "";
  }

  /** Whether anything is known of the hosts. */
  boolean hasHosts() {
    return !hosts.isEmpty();
  }

  private static List<String> notes(ExperimentResult result) {
    List<String> notes = new ArrayList<>();
    result
        .importedAt()
        .ifPresent(
            at ->
                notes.add(
                    "Imported at %s: measured by another fleet, whose hosts these are."
                        .formatted(MINUTE.format(at))));
    notes.addAll(OtherTraffic.sentences(result));
    notes.addAll(MissingSamples.sentences(result));
    notes.addAll(Conditions.sentences(result));
    return notes;
  }

  private static List<Tile> tiles(ExperimentResult result, Cleanliness cleanliness) {
    List<Tile> tiles = new ArrayList<>();
    long ill = Slowed.count(result);
    tiles.add(
        new Tile(
            "cells slow or silent", "%d of %d".formatted(ill, result.cells().size()), ill > 0));
    long measured =
        result.trials().stream().filter(trial -> trial.state() == Outcome.MEASURED).count();
    tiles.add(
        new Tile(
            "trials measured",
            "%d of %d".formatted(measured, result.trials().size()),
            measured < result.trials().size()));
    tiles.add(
        new Tile(
            "kernels",
            Long.toString(result.cells().stream().map(CellResult::kernel).distinct().count()),
            false));
    if (cleanliness.touched() > 0) {
      tiles.add(
          new Tile(
              "hosts proved clean",
              "%d of %d".formatted(cleanliness.proved().size(), cleanliness.touched()),
              !cleanliness.exceptions().isEmpty()));
    }
    took(result).ifPresent(took -> tiles.add(new Tile("time taken", took, false)));
    return tiles;
  }

  private static Optional<String> took(ExperimentResult result) {
    Optional<Instant> first =
        result.trials().stream()
            .map(TrialResult::startedAt)
            .flatMap(Optional::stream)
            .min(Instant::compareTo);
    Optional<Instant> last =
        result.trials().stream()
            .map(TrialResult::endedAt)
            .flatMap(Optional::stream)
            .max(Instant::compareTo);
    if (first.isEmpty() || last.isEmpty()) {
      return Optional.empty();
    }
    Duration took = Duration.between(first.get(), last.get());
    return Optional.of(
        took.toMinutes() == 0
            ? took.toSeconds() + " s"
            : "%d min %d s".formatted(took.toMinutes(), took.toSecondsPart()));
  }

  private static Host host(HostStatus status) {
    return new Host(
        status.host().toString(),
        status.facts().map(facts -> facts.kernel()).orElse("–"),
        status
            .facts()
            .map(
                facts ->
                    "%s on %s, MTU %d"
                        .formatted(
                            facts.underlay(), facts.underlayInterface(), facts.underlayMtu()))
            .orElse("–"),
        status
            .facts()
            .map(
                facts ->
                    new TreeMap<>(facts.tools())
                        .entrySet().stream()
                            .map(tool -> tool.getKey() + ": " + tool.getValue())
                            .collect(Collectors.joining("; ")))
            .orElse("–"),
        (status.condition().name().toLowerCase(Locale.ROOT) + " " + status.reason()).strip());
  }

  private static String document(ExperimentResult result) {
    try {
      return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result.document());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A figure at the top of the page. */
  record Tile(String word, String value, boolean ill) {}

  record Host(String name, String kernel, String underlay, String tools, String condition) {}
}
