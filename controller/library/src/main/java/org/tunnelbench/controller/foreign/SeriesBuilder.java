package org.tunnelbench.controller.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.commons.statistics.descriptive.Median;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;

/** Gathers the samples of a series, in any order. */
final class SeriesBuilder {
  private final TreeMap<Double, Sample> samples = new TreeMap<>();

  /** Whether there was none of that second yet. */
  boolean add(double second, double mbitPerSecond, Map<String, Double> counters) {
    return samples.putIfAbsent(second, new Sample(mbitPerSecond, counters)) == null;
  }

  MeasuredSeries series(String kernel, Map<String, String> levels, int repetition) {
    double interval = interval();
    List<SeriesPoint> points = new ArrayList<>();
    Map<String, List<Double>> counters = new LinkedHashMap<>();
    samples.forEach(
        (second, sample) -> {
          points.add(
              new SeriesPoint(
                  Math.max(0, second - interval),
                  interval,
                  Math.round(sample.mbitPerSecond() * 1e6 / 8 * interval),
                  OptionalLong.empty(),
                  OptionalLong.empty()));
          sample
              .counters()
              .forEach(
                  (name, value) ->
                      counters.computeIfAbsent(name, unused -> new ArrayList<>()).add(value));
        });
    return new MeasuredSeries(kernel, "", levels, repetition, points, counters);
  }

  /** The usual distance of samples; a second where there is but one. */
  private double interval() {
    List<Double> seconds = List.copyOf(samples.keySet());
    double[] steps = new double[seconds.size() - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = seconds.get(i + 1) - seconds.get(i);
    }
    return steps.length == 0 ? 1 : Median.withDefaults().evaluate(steps);
  }

  private record Sample(double mbitPerSecond, Map<String, Double> counters) {}
}
