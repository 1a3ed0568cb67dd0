package org.tunnelbench.contract.metric;

import java.util.List;
import org.tunnelbench.contract.InvalidValueException;

/**
 * A metric that a service shows at {@code /q/metrics}: what dashboards and alerting rules may rely
 * on.
 *
 * @param meter its name with dots between the words, as Micrometer takes it
 * @param labels by which its series differ, in the order of the alphabet
 */
public record Metric(String meter, Kind kind, String description, List<String> labels) {
  /** What kind of metric it is, and what Prometheus' conventions append to its name for that. */
  public enum Kind {
    /** A value that goes up and down. */
    GAUGE("gauge", ""),
    /** A sum that only grows while the process runs. */
    COUNTER("counter", "_total"),
    /** Durations in seconds: how many, their sum, and how many were below each bound. */
    HISTOGRAM("histogram", "_seconds");

    private final String word;
    private final String suffix;

    Kind(String word, String suffix) {
      this.word = word;
      this.suffix = suffix;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  public Metric {
    InvalidValueException.unless(
        meter.matches("tunnelbench(\\.[a-z]+)+"),
        "metric",
        meter,
        "must be tunnelbench and further words, joined by dots");
    InvalidValueException.unless(
        labels.equals(labels.stream().sorted().distinct().toList()),
        "labels",
        labels,
        "must be in the order of the alphabet, each once");
    labels = List.copyOf(labels);
  }

  public static Metric gauge(String meter, String description, String... labels) {
    return new Metric(meter, Kind.GAUGE, description, List.of(labels));
  }

  public static Metric counter(String meter, String description, String... labels) {
    return new Metric(meter, Kind.COUNTER, description, List.of(labels));
  }

  public static Metric histogram(String meter, String description, String... labels) {
    return new Metric(meter, Kind.HISTOGRAM, description, List.of(labels));
  }

  /** Its name as Prometheus shows it. */
  public String exposedName() {
    return meter.replace('.', '_') + kind.suffix;
  }

  /** The names of its series in queries. */
  public List<String> seriesNames() {
    String name = exposedName();
    return kind == Kind.HISTOGRAM
        ? List.of(name + "_bucket", name + "_count", name + "_sum", name + "_max")
        : List.of(name);
  }
}
