package org.tunnelbench.controller.metrics;

import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.metric.Metric;

/**
 * What a gauge shows at the moment.
 *
 * @param series which of the metric's series it is
 */
public record Reading(Series series, double value) {
  /**
   * One series of a metric.
   *
   * @param labels the values of the metric's labels, by name
   */
  public record Series(Metric metric, SortedMap<String, String> labels) {
    public Series {
      InvalidValueException.unless(
          metric.labels().equals(new ArrayList<>(labels.keySet())),
          "labels",
          labels.keySet(),
          "must be those of " + metric.exposedName() + ", " + metric.labels());
      labels = new TreeMap<>(labels);
    }
  }

  /**
   * A reading.
   *
   * @param labels names and values in turn, in any order of the names
   */
  static Reading of(Metric metric, double value, String... labels) {
    SortedMap<String, String> named = new TreeMap<>();
    for (int place = 0; place < labels.length; place += 2) {
      named.put(labels[place], labels[place + 1]);
    }
    return new Reading(new Series(metric, named), value);
  }
}
