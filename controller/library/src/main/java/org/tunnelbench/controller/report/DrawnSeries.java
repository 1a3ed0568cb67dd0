package org.tunnelbench.controller.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tunnelbench.contract.api.SeriesPoint;

/**
 * A series as the page draws it.
 *
 * @param seconds since the traffic began
 * @param speeds what the receiver got, in Mbit/s
 * @param counters by name: the change since the first reading; empty where there was none then
 */
record DrawnSeries(
    List<Double> seconds, List<Double> speeds, Map<String, List<Optional<Double>>> counters) {
  /** Decimal places that are kept of rates and counters, as a factor. */
  private static final double TENTHS = 10;

  private static final double THOUSANDTHS = 1000;

  /**
   * A series with these counters, each of which has a value for every sample. Neighbouring samples
   * are averaged where there are more than {@code points}.
   */
  static DrawnSeries of(List<SeriesPoint> samples, Map<String, List<Double>> counters, int points) {
    int together = (samples.size() + points - 1) / points;
    List<Double> seconds = new ArrayList<>();
    List<Double> speeds = new ArrayList<>();
    for (int from = 0; from < samples.size(); from += together) {
      List<SeriesPoint> group = samples.subList(from, Math.min(from + together, samples.size()));
      seconds.add(rounded(group.getFirst().start(), THOUSANDTHS));
      speeds.add(rounded(speed(group), TENTHS));
    }
    Map<String, List<Optional<Double>>> drawn = new TreeMap<>();
    counters.forEach((name, values) -> drawn.put(name, changes(values, together)));
    return new DrawnSeries(seconds, speeds, drawn);
  }

  private static double speed(List<SeriesPoint> group) {
    double seconds = group.stream().mapToDouble(SeriesPoint::seconds).sum();
    return group.stream().mapToLong(SeriesPoint::receivedBytes).sum() * 8 / seconds / 1e6;
  }

  private static List<Optional<Double>> changes(List<Double> values, int together) {
    double first = values.stream().filter(Double::isFinite).findFirst().orElse(0.0);
    List<Optional<Double>> changes = new ArrayList<>();
    for (int from = 0; from < values.size(); from += together) {
      changes.add(
          values.subList(from, Math.min(from + together, values.size())).stream()
              .filter(Double::isFinite)
              .reduce((earlier, later) -> later)
              .map(value -> rounded(value - first, TENTHS)));
    }
    return changes;
  }

  private static double rounded(double value, double parts) {
    return Math.round(value * parts) / parts;
  }
}
