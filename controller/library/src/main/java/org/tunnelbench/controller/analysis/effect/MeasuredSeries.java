package org.tunnelbench.controller.analysis.effect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
  public MeasuredSeries {
    levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
    points = List.copyOf(points);
    counters = Map.copyOf(counters);
  }

  /** Of a measured trial with its samples. */
  public static MeasuredSeries of(TrialResult trial) {
    return new MeasuredSeries(
        trial.kernel(),
        trial.pair().stream().map(Object::toString).collect(Collectors.joining(" ")),
        trial.levels(),
        trial.repetition(),
        trial.samples(),
        Map.of());
  }
}
