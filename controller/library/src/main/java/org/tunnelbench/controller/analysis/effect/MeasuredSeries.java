package org.tunnelbench.controller.analysis.effect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialResult;

/**
 * A series with what it is a series of.
 *
 * @param pair the hosts, in words; repetitions on several pairs are told apart by it
 * @param levels of every factor but the kernel
 * @param repetition from 1
 * @param points in order of time
 * @param counters by name, each with one value for each point, {@link Double#NaN} where it was not
 *     read; empty where nothing was counted
 */
public record MeasuredSeries(
    String kernel,
    String pair,
    Map<String, String> levels,
    int repetition,
    List<SeriesPoint> points,
    Map<String, List<Double>> counters) {
  private static final List<String> HOSTS = List.of("sender_", "receiver_");

  public MeasuredSeries {
    levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
    points = List.copyOf(points);
    counters = Map.copyOf(counters);
  }

  /** The same of another cell. */
  public MeasuredSeries with(Map<String, String> others) {
    return new MeasuredSeries(kernel, pair, others, repetition, points, counters);
  }

  /** Of a measured trial with its samples. */
  public static MeasuredSeries of(TrialResult trial) {
    return new MeasuredSeries(
        trial.kernel(),
        trial.pair().stream().map(Object::toString).collect(Collectors.joining(" ")),
        trial.levels(),
        trial.repetition(),
        trial.samples(),
        counters(trial.samples()));
  }

  /** Of an experiment's measured trials whose samples are all there. */
  public static List<MeasuredSeries> of(ExperimentResult result) {
    return result.trials().stream()
        .filter(MeasuredSeries::isWhole)
        .map(MeasuredSeries::of)
        .toList();
  }

  /** Whether a trial was measured and its samples are all there: what is missing is not 0. */
  public static boolean isWhole(TrialResult trial) {
    return trial.state() == Outcome.MEASURED && trial.samplesGap().isEmpty();
  }

  /** A counter that a reading lacks was 0, as those of xfrm that are 0 are left out. */
  private static Map<String, List<Double>> counters(List<SeriesPoint> points) {
    List<Map<String, Long>> readings = points.stream().map(SeriesPoint::counters).toList();
    Map<String, List<Double>> counters = new TreeMap<>();
    for (String host : HOSTS) {
      List<Boolean> read =
          readings.stream()
              .map(reading -> reading.keySet().stream().anyMatch(name -> name.startsWith(host)))
              .toList();
      readings.stream()
          .flatMap(reading -> reading.keySet().stream())
          .filter(name -> name.startsWith(host))
          .distinct()
          .forEach(name -> counters.put(name, values(name, readings, read)));
    }
    return counters;
  }

  private static List<Double> values(
      String name, List<Map<String, Long>> readings, List<Boolean> read) {
    List<Double> values = new ArrayList<>();
    for (int point = 0; point < readings.size(); point++) {
      values.add(
          read.get(point) ? (double) readings.get(point).getOrDefault(name, 0L) : Double.NaN);
    }
    return values;
  }
}
