package org.tunnelbench.controller.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;

/**
 * Series as comma-separated values (RFC 4180), one sample a line.
 *
 * <p>The columns {@code kernel}, {@code tunnel}, {@code local}, {@code protection}, {@code second}
 * and {@code mbit_per_s} have to be there, in any order; {@code repetition} may be; a column whose
 * name begins with {@code counter_} is a counter, and every other one a further factor. {@code
 * second} is the end of a sample's interval, from the begin of the traffic.
 */
public final class SeriesCsv {
  /** Bound on the samples of a file. */
  static final int MOST_SAMPLES = 200_000;

  /** Bound on the columns of a file. */
  static final int MOST_COLUMNS = 200;

  private static final String KERNEL = "kernel";
  private static final String SECOND = "second";
  private static final String RATE = "mbit_per_s";
  private static final String REPETITION = "repetition";
  private static final String COUNTER = "counter_";
  private static final List<String> FACTORS = List.of("tunnel", "local", "protection");
  private static final List<String> REQUIRED =
      List.of(KERNEL, "tunnel", "local", "protection", SECOND, RATE);

  private final List<String> columns;
  private final Map<Key, SeriesBuilder> series = new LinkedHashMap<>();

  private SeriesCsv(List<String> columns) {
    this.columns = columns;
  }

  /**
   * Reads a file's text.
   *
   * @throws InvalidSeriesException where it breaks a rule
   */
  public static List<MeasuredSeries> read(String text) throws InvalidSeriesException {
    String withoutMark = text.startsWith("\ufeff") ? text.substring(1) : text;
    long line = 1;
    try (CSVParser parser =
        CSVParser.parse(withoutMark, CSVFormat.RFC4180.builder().setTrim(true).get())) {
      SeriesCsv csv = new SeriesCsv(List.of());
      boolean head = true;
      for (CSVRecord record : parser) {
        line = parser.getCurrentLineNumber();
        if (head) {
          csv = new SeriesCsv(columns(record.toList()));
          head = false;
        } else if (!isBlank(record)) {
          csv.add(record, line);
        }
        line++;
      }
      return csv.whole(head);
    } catch (UncheckedIOException e) {
      throw broken(line, e);
    } catch (IOException e) {
      throw broken(line, e);
    }
  }

  private static InvalidSeriesException broken(long line, Exception e) {
    return new InvalidSeriesException(line, "not comma-separated values: " + e.getMessage(), e);
  }

  private static boolean isBlank(CSVRecord record) {
    return record.size() == 1 && record.get(0).isEmpty();
  }

  private static List<String> columns(List<String> names) throws InvalidSeriesException {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name.isEmpty()) {
        throw new InvalidSeriesException(1, "a column has no name");
      }
      if (!seen.add(name)) {
        throw new InvalidSeriesException(1, "the column '" + name + "' is there twice");
      }
    }
    for (String name : REQUIRED) {
      if (!seen.contains(name)) {
        throw new InvalidSeriesException(
            1,
            "there is no column '%s'; the first line has to name the columns %s"
                .formatted(name, String.join(", ", REQUIRED)));
      }
    }
    if (names.size() > MOST_COLUMNS) {
      throw new InvalidSeriesException(1, "more than " + MOST_COLUMNS + " columns");
    }
    return List.copyOf(names);
  }

  private void add(CSVRecord record, long line) throws InvalidSeriesException {
    if (record.size() != columns.size()) {
      throw new InvalidSeriesException(
          line, "%d fields, where there are %d columns".formatted(record.size(), columns.size()));
    }
    if (record.getRecordNumber() > MOST_SAMPLES) {
      throw new InvalidSeriesException(line, "more than " + MOST_SAMPLES + " samples");
    }
    Map<String, String> levels = new LinkedHashMap<>();
    FACTORS.forEach(factor -> levels.put(factor, ""));
    Map<String, Double> counters = new LinkedHashMap<>();
    String kernel = "";
    int repetition = 1;
    double second = 0;
    double rate = 0;
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      Field field = new Field(column, record.get(i), line);
      switch (column) {
        case KERNEL -> kernel = field.word();
        case REPETITION -> repetition = field.count();
        case SECOND -> second = field.amount();
        case RATE -> rate = field.amount();
        default -> {
          if (column.startsWith(COUNTER)) {
            counters.put(column.substring(COUNTER.length()), field.counter());
          } else {
            levels.put(column, FACTORS.contains(column) ? field.word() : field.text());
          }
        }
      }
    }
    Key key = new Key(kernel, levels, repetition);
    SeriesBuilder of = series.computeIfAbsent(key, unused -> new SeriesBuilder());
    if (!of.add(second, rate, counters)) {
      throw new InvalidSeriesException(
          line,
          "second %s is there twice in the series of %s %s; tell repetitions apart by a column '%s'"
              .formatted(record.get(columns.indexOf(SECOND)), kernel, levels.values(), REPETITION));
    }
  }

  private List<MeasuredSeries> whole(boolean empty) throws InvalidSeriesException {
    if (empty) {
      throw new InvalidSeriesException(
          1, "the file is empty; its first line has to name the columns");
    }
    if (series.isEmpty()) {
      throw new InvalidSeriesException(2, "there is no sample");
    }
    List<MeasuredSeries> whole = new ArrayList<>();
    series.forEach((key, of) -> whole.add(of.series(key.kernel(), key.levels(), key.repetition())));
    return whole;
  }

  private record Key(String kernel, Map<String, String> levels, int repetition) {}

  /** One field, with what is needed to say what is wrong with it. */
  private record Field(String column, String text, long line) {
    /** Bound on a name's characters. */
    private static final int LONGEST = 200;

    String word() throws InvalidSeriesException {
      check(!text.isEmpty(), "is empty");
      check(text.length() <= LONGEST, "is longer than " + LONGEST + " characters");
      return text;
    }

    int count() throws InvalidSeriesException {
      check(text.matches("[1-9][0-9]{0,8}"), "is no whole number from 1 on");
      return Integer.parseInt(text);
    }

    double amount() throws InvalidSeriesException {
      double value = number();
      check(value >= 0, "is negative");
      return value;
    }

    double counter() throws InvalidSeriesException {
      return text.isEmpty() ? Double.NaN : number();
    }

    private double number() throws InvalidSeriesException {
      check(
          text.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?"), "is no number");
      double value = Double.parseDouble(text);
      check(Double.isFinite(value), "is too large");
      return value;
    }

    private void check(boolean holds, String otherwise) throws InvalidSeriesException {
      if (!holds) {
        throw new InvalidSeriesException(line, "%s '%s' %s".formatted(column, text, otherwise));
      }
    }
  }
}
