package org.tunnelbench.deploy.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tunnelbench.contract.metric.Metric;

/** The metrics of all services. */
public final class Catalogue {
  /** The services' metrics, by the names of the services. */
  static final Map<String, List<Metric>> SERVICES =
      new TreeMap<>(
          Map.of(
              "controller", org.tunnelbench.controller.metrics.MetricNames.ALL,
              "host-agent", org.tunnelbench.hostagent.metrics.MetricNames.ALL,
              "throughput-probe", org.tunnelbench.throughputprobe.metrics.MetricNames.ALL));

  private Catalogue() {}

  /** All of them. */
  public static List<Metric> all() {
    List<Metric> all = new ArrayList<>();
    SERVICES.values().forEach(all::addAll);
    return all;
  }

  /** The names of all series that queries may ask for. */
  public static Set<String> series() {
    return all().stream()
        .flatMap(metric -> metric.seriesNames().stream())
        .collect(Collectors.toSet());
  }
}
