package org.tunnelbench.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.report.AnalysisText;
import org.tunnelbench.controller.report.HtmlReport;
import org.tunnelbench.controller.report.ResultJson;
import org.tunnelbench.controller.report.SamplesCsv;

/**
 * The evidence bundle: a zip of all that a result is proved by. The same result makes the same
 * bytes.
 *
 * <p>No secret is in it: keys are made per trial, sealed for the agents and never recorded, and
 * plans are written with theirs masked.
 */
public final class EvidenceBundle {
  /** The file's name in a folder of results. */
  public static final String FILE = "evidence.zip";

  /**
   * Bound on what is packed, in bytes before compression; what is beyond it is left out by name.
   */
  static final int MOST_BYTES = 64 * 1024 * 1024;

  private static final String README = "README.txt";

  /** What zip calls the beginning of time; real times would make every bundle another. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final ObjectWriter JSON =
      Json.MAPPER
          .writerWithDefaultPrettyPrinter()
          .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final List<String> leftOut = new ArrayList<>();
  private long bytes;

  private EvidenceBundle() {}

  /** The bundle of a result. */
  public static byte[] of(ExperimentResult result) {
    Analysis analysis = Analysis.of(result);
    return of(analysis.explained(result), analysis);
  }

  /** The bundle of a result that the analysis has explained. */
  public static byte[] of(ExperimentResult result, Analysis analysis) {
    EvidenceBundle bundle = new EvidenceBundle();
    String reproduction =
        switch (ReproduceScript.of(result)) {
          case ReproduceScript.Made.Script(String text) -> {
            bundle.add(ReproduceScript.FILE, () -> text);
            yield "reproduce.sh repeats the broken cell and its healthy twin without tunnelbench: sh reproduce.sh FIRST SECOND.";
          }
          case ReproduceScript.Made.None(String reason) ->
              "There is no reproduce.sh: " + reason + ".";
        };
    bundle.add("verdicts.txt", () -> AnalysisText.of(result, analysis));
    bundle.add("analysis.json", () -> json(analysis(analysis)));
    bundle.add("configuration.json", () -> json(result.document()));
    bundle.add("versions.json", () -> json(versions(result)));
    bundle.add(CommandsText.FILE, () -> CommandsText.of(result));
    bundle.add(HtmlReport.FILE, () -> HtmlReport.of(result, analysis));
    bundle.add(SamplesCsv.FILE, () -> SamplesCsv.of(result));
    CountersCsv.of(analysis, bundle.room())
        .ifPresentOrElse(
            counters -> bundle.add(CountersCsv.FILE, () -> counters),
            () -> bundle.leftOut.add(CountersCsv.FILE));
    bundle.add(ResultJson.FILE, () -> ResultJson.of(result));
    return bundle.zip(bundle.readme(result, reproduction));
  }

  private String readme(ExperimentResult result, String reproduction) {
    return """
        Evidence of experiment %s (%s), submitted %s.

        %s

        %s

        %sverdicts.txt        shapes, cells, effects, losses, findings
        analysis.json       the same in figures: shapes, effects, interactions, loss split, causes
        configuration.json  the experiment's document, defaults filled in
        versions.json       kernels, tools and what the hosts are, as their agents found them
        commands.txt        every command of every cell, keys masked
        report.html         the report; opens in any browser, fetches nothing
        samples.csv         every sample
        counters.csv        every reading of every counter
        result.json         everything recorded
        %s"""
        .formatted(
            result.name(),
            result.id(),
            result.submittedAt(),
            result.summary(),
            reproduction,
            files.containsKey(ReproduceScript.FILE)
                ? "reproduce.sh        the two cells that matter, for two hosts, with its own fresh keys\n"
                : "",
            leftOut.isEmpty()
                ? ""
                : "\nLeft out, since all together would be more than %d MiB: %s\n"
                    .formatted(MOST_BYTES / 1024 / 1024, String.join(", ", leftOut)));
  }

  private static Map<String, Object> analysis(Analysis analysis) {
    return new TreeMap<>(
        Map.of(
            "series", analysis.series(),
            "effects", analysis.effects(),
            "losses", analysis.losses(),
            "causes", analysis.causes()));
  }

  private static Map<String, Object> versions(ExperimentResult result) {
    return new TreeMap<>(
        Map.of(
            "tunnelbench", HtmlReport.builtVersion(),
            "hosts", result.hosts().stream().map(HostStatus::facts).toList()));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String name, Supplier<String> text) {
    byte[] content = text.get().getBytes(StandardCharsets.UTF_8);
    if (content.length > room()) {
      leftOut.add(name);
      return;
    }
    bytes += content.length;
    files.put(name, content);
  }

  /** How many bytes may still be packed. */
  private long room() {
    return MOST_BYTES - bytes;
  }

  private byte[] zip(String readme) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(zipped, StandardCharsets.UTF_8)) {
      zip.setLevel(Deflater.BEST_COMPRESSION);
      put(zip, README, readme.getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        put(zip, file.getKey(), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
