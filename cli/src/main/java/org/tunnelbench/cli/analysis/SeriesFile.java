package org.tunnelbench.cli.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;
import org.tunnelbench.controller.foreign.InvalidSeriesException;
import org.tunnelbench.controller.foreign.Iperf3Json;
import org.tunnelbench.controller.foreign.SeriesCsv;
import org.tunnelbench.controller.report.ResultJson;

/** Files of series: CSV, what {@code iperf3 -J} prints, or a {@code result.json}. */
public final class SeriesFile {
  /** Bound on a file, in bytes. */
  static final long LARGEST = 16L << 20;

  /** Bound on a file in JSON, in bytes: a {@code result.json} of some million samples. */
  static final long LARGEST_JSON = 128L << 20;

  private SeriesFile() {}

  /**
   * The series of several files. A series that another file has too is a further repetition.
   *
   * @throws UsageException where a file is missing or wrong; it names file and line
   */
  public static List<MeasuredSeries> readAll(List<Path> files) throws UsageException {
    List<MeasuredSeries> all = new ArrayList<>();
    Map<List<Object>, Integer> repetitions = new HashMap<>();
    for (Path file : files) {
      Map<List<Object>, Integer> before = Map.copyOf(repetitions);
      for (MeasuredSeries series : read(file)) {
        List<Object> cell = List.of(series.kernel(), series.levels());
        int repetition = before.getOrDefault(cell, 0) + series.repetition();
        repetitions.merge(cell, repetition, Math::max);
        all.add(
            new MeasuredSeries(
                series.kernel(),
                series.pair(),
                series.levels(),
                repetition,
                series.points(),
                series.counters()));
      }
    }
    return all;
  }

  /** The series of one file, or of the result in a folder. */
  static List<MeasuredSeries> read(Path named) throws UsageException {
    Path file = Files.isDirectory(named) ? named.resolve(ResultJson.FILE) : named;
    String text = text(file);
    try {
      return text.stripLeading().startsWith("{") ? json(file, text) : SeriesCsv.read(text);
    } catch (InvalidSeriesException e) {
      throw new UsageException(file + ": " + e.getMessage(), e);
    }
  }

  private static List<MeasuredSeries> json(Path file, String text)
      throws UsageException, InvalidSeriesException {
    JsonNode root;
    try {
      root = Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UsageException(
          "%s: line %d: not JSON: %s"
              .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    }
    if (!root.has("trials")) {
      return List.of(Iperf3Json.read(text, String.valueOf(file.getFileName())));
    }
    try {
      return MeasuredSeries.of(Json.MAPPER.treeToValue(root, ExperimentResult.class));
    } catch (JsonProcessingException e) {
      throw new UsageException(
          "%s: line 1: no result.json of this version: %s".formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  private static boolean isJson(Path file) {
    return file.getFileName() != null && file.getFileName().toString().endsWith(".json");
  }

  private static String text(Path file) throws UsageException {
    try {
      long largest = isJson(file) ? LARGEST_JSON : LARGEST;
      if (Files.size(file) > largest) {
        throw new UsageException(file + " is larger than " + largest + " bytes");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no file " + file, e);
    } catch (CharacterCodingException e) {
      throw new UsageException(file + ": line 1: not text in UTF-8", e);
    } catch (IOException e) {
      throw new UsageException(file + " cannot be read: " + e, e);
    }
  }
}
