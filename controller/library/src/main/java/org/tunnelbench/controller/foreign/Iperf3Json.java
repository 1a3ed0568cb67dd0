package org.tunnelbench.controller.foreign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;

/**
 * What {@code iperf3 -J} prints (iperf3 3.x, src/iperf_api.c).
 *
 * <p>The receiver's intervals are taken where the file has them: the receiver's own output, or the
 * client's with {@code --get-server-output}. Else the sender's stand for them. The kernel is the
 * one in {@code system_info}. Levels come from a title (iperf3's option {@code -T}) such as {@code
 * "tunnel=gretap local=omitted"}; without one, the file's name is the level of a factor {@code
 * file}.
 */
public final class Iperf3Json {
  private static final int KERNEL_WORD = 2;

  /** The only factor of a run that has no title; its level is the file's name. */
  public static final String FILE = "file";

  private Iperf3Json() {}

  /** Whether JSON is iperf3's. */
  public static boolean isOne(JsonNode root) {
    return root.has("intervals") && root.has("start");
  }

  /**
   * Reads a run.
   *
   * @param name of its file
   * @throws InvalidSeriesException where it is not JSON, or no run that measured anything
   */
  public static MeasuredSeries read(String text, String name) throws InvalidSeriesException {
    JsonNode root = parse(text);
    if (!isOne(root)) {
      throw new InvalidSeriesException(
          1, "this is no output of iperf3 -J, which has 'start' and 'intervals'");
    }
    if (root.has("error")) {
      throw new InvalidSeriesException(
          lineOf(text, "\"error\""), "iperf3 failed: " + root.path("error").asText());
    }
    List<SeriesPoint> points = points(root);
    if (points.isEmpty()) {
      throw new InvalidSeriesException(
          lineOf(text, "\"intervals\""), "there is no interval with a sum");
    }
    return new MeasuredSeries(kernel(root), "", levels(root, name), 1, points, Map.of());
  }

  /**
   * Reads JSON of any kind.
   *
   * @throws InvalidSeriesException where it is not
   */
  static JsonNode parse(String text) throws InvalidSeriesException {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InvalidSeriesException(
          Math.max(1, e.getLocation().getLineNr()), "not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static List<SeriesPoint> points(JsonNode root) {
    JsonNode server = root.path("server_output_json").path("intervals");
    boolean clientReceives = root.path("start").path("test_start").path("reverse").asInt() == 1;
    JsonNode intervals = clientReceives || server.isEmpty() ? root.path("intervals") : server;
    List<SeriesPoint> points = new ArrayList<>();
    for (JsonNode interval : intervals) {
      JsonNode sum = interval.path("sum");
      double seconds = sum.path("seconds").asDouble();
      if (sum.path("omitted").asBoolean() || !(seconds > 0)) {
        continue;
      }
      points.add(
          new SeriesPoint(
              Math.max(0, sum.path("start").asDouble()),
              seconds,
              Math.max(0, sum.path("bytes").asLong()),
              OptionalLong.empty(),
              sum.has("retransmits")
                  ? OptionalLong.of(Math.max(0, sum.path("retransmits").asLong()))
                  : OptionalLong.empty()));
    }
    return points;
  }

  private static String kernel(JsonNode root) {
    String[] words = root.path("start").path("system_info").asText().split(" ", -1);
    return words.length > KERNEL_WORD ? words[KERNEL_WORD] : "unknown";
  }

  private static Map<String, String> levels(JsonNode root, String name) {
    Map<String, String> levels = new LinkedHashMap<>();
    String title = root.path("title").asText(root.path("start").path("title").asText());
    for (String word : title.strip().split("\\s+", -1)) {
      int equals = word.indexOf('=');
      if (equals < 1 || equals == word.length() - 1) {
        return Map.of(FILE, name);
      }
      levels.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return levels;
  }

  private static long lineOf(String text, String key) {
    return 1
        + text.substring(0, Math.max(0, text.indexOf(key))).chars().filter(c -> c == '\n').count();
  }
}
