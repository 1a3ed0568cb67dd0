package org.tunnelbench.controller.metrics;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.metric.Metric;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.analysis.effect.Effect;
import org.tunnelbench.controller.analysis.effect.Effects;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;
import org.tunnelbench.controller.analysis.shape.SeriesShape;
import org.tunnelbench.controller.analysis.shape.Shape;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.ExperimentRecord;

/** The results of experiments, for comparison beside what is measured now. */
public final class ResultReadings {
  /** Of how many experiments results are shown, the newest. */
  public static final int NEWEST = 5;

  /** Bound on the cells of an experiment that are shown; further ones are in its report. */
  public static final int MOST_CELLS = 400;

  /** Bound on the effects of an experiment that are shown, the significant and largest first. */
  public static final int MOST_EFFECTS = 200;

  /** Factors that have a label of their own. */
  private static final Set<String> LABELLED =
      Set.of(MetricNames.TUNNEL, MetricNames.LOCAL, MetricNames.PROTECTION);

  /** The factor whose default is the tunnel's. */
  private static final String INNER = "inner";

  private static final Map<String, String> DEFAULTS = Levels.direct(TunnelKind.GRETAP).byFactor();

  private static final double MEGABIT = 1e6 / 8;

  private ResultReadings() {}

  /** The experiments whose results are shown, the newest first. */
  public static List<ExperimentRecord> newest(Chronicle chronicle) {
    return chronicle.experiments().reversed().stream().limit(NEWEST).toList();
  }

  /** What is known of an experiment's cells, whether or not it has ended. */
  public static List<Reading> cells(ExperimentResult result) {
    List<Reading> readings = new ArrayList<>();
    for (CellResult cell : result.cells().stream().limit(MOST_CELLS).toList()) {
      Key key = new Key(result.id(), cell.kernel(), pair(cell.pair()), cell.levels());
      cell.medianMbitPerSecond()
          .ifPresent(
              median -> readings.add(key.reading(MetricNames.CELL_THROUGHPUT, median * MEGABIT)));
      cell.ratioToPlainTunnel()
          .ifPresent(ratio -> readings.add(key.reading(MetricNames.CELL_PLAIN_RATIO, ratio)));
      readings.add(key.reading(MetricNames.CELL_MEASURED, cell.measured()));
      readings.add(
          key.reading(MetricNames.CELL_VERDICT, 1, MetricNames.VERDICT, cell.verdict().toString()));
    }
    return List.copyOf(readings);
  }

  /** What the series of an experiment that has ended say: shapes and effects. */
  public static List<Reading> series(ExperimentResult result) {
    List<TrialResult> measured = result.trials().stream().filter(MeasuredSeries::isWhole).toList();
    List<Reading> readings = new ArrayList<>();
    shapes(result.id(), measured)
        .forEach(
            (key, shapes) ->
                shapes.forEach(
                    (shape, trials) ->
                        readings.add(
                            key.reading(
                                MetricNames.CELL_SHAPES,
                                (double) trials,
                                MetricNames.SHAPE,
                                shape.toString()))));
    Effects.of(MeasuredSeries.of(result)).effects().stream()
        .sorted(
            Comparator.comparingInt((Effect effect) -> effect.significant() ? 0 : 1)
                .thenComparingDouble(effect -> -Math.abs(Math.log(effect.change()))))
        .limit(MOST_EFFECTS)
        .forEach(effect -> readings.addAll(effect(result.id(), effect)));
    return List.copyOf(readings);
  }

  private static Map<Key, Map<Shape, Long>> shapes(
      ExperimentId experiment, List<TrialResult> measured) {
    Map<Key, List<TrialResult>> cells =
        measured.stream()
            .collect(groupingBy(trial -> Key.of(experiment, trial), LinkedHashMap::new, toList()));
    Map<Key, Map<Shape, Long>> shapes = new LinkedHashMap<>();
    cells.entrySet().stream()
        .limit(MOST_CELLS)
        .forEach(cell -> shapes.put(cell.getKey(), shapes(cell.getValue())));
    return shapes;
  }

  private static Map<Shape, Long> shapes(List<TrialResult> trials) {
    return trials.stream()
        .collect(groupingBy(trial -> SeriesShape.of(trial.samples()).shape(), counting()));
  }

  private static List<Reading> effect(ExperimentId experiment, Effect effect) {
    String[] labels = {
      MetricNames.EXPERIMENT, experiment.value(),
      MetricNames.KERNEL, effect.kernel(),
      MetricNames.FACTOR, effect.factor(),
      MetricNames.FROM, effect.from(),
      MetricNames.TO, effect.to(),
      MetricNames.EQUAL, words(effect.levels()),
      MetricNames.SIGNIFICANT, String.valueOf(effect.significant())
    };
    return List.of(
        Reading.of(MetricNames.EFFECT, effect.change(), labels),
        Reading.of(MetricNames.EFFECT_LOW, effect.low(), labels),
        Reading.of(MetricNames.EFFECT_HIGH, effect.high(), labels));
  }

  private static String pair(List<?> hosts) {
    return hosts.stream().map(Object::toString).collect(joining(" "));
  }

  private static String words(Map<String, String> levels) {
    return levels.entrySet().stream()
        .filter(level -> !isDefault(level, levels))
        .map(level -> level.getKey() + "=" + level.getValue())
        .collect(joining(" "));
  }

  /** Whether a level goes without saying: a document that leaves the factor out means it. */
  private static boolean isDefault(Map.Entry<String, String> level, Map<String, String> levels) {
    String factor = level.getKey();
    if (factor.equals(INNER)) {
      String tunnel = levels.get(MetricNames.TUNNEL);
      return Stream.of(TunnelKind.values())
          .filter(kind -> kind.toString().equals(tunnel))
          .anyMatch(kind -> Levels.defaultInner(kind).toString().equals(level.getValue()));
    }
    return !LABELLED.contains(factor) && level.getValue().equals(DEFAULTS.get(factor));
  }

  /** Which cell of which experiment. */
  private record Key(
      ExperimentId experiment, String kernel, String pair, Map<String, String> levels) {
    static Key of(ExperimentId experiment, TrialResult trial) {
      return new Key(experiment, trial.kernel(), ResultReadings.pair(trial.pair()), trial.levels());
    }

    Reading reading(Metric metric, double value, String... further) {
      List<String> labels =
          new ArrayList<>(
              List.of(
                  MetricNames.EXPERIMENT,
                  experiment.value(),
                  MetricNames.KERNEL,
                  kernel,
                  MetricNames.PAIR,
                  pair,
                  MetricNames.OTHERS,
                  others()));
      LABELLED.forEach(
          factor -> labels.addAll(List.of(factor, levels.getOrDefault(factor, "unknown"))));
      labels.addAll(List.of(further));
      return Reading.of(metric, value, labels.toArray(String[]::new));
    }

    private String others() {
      Map<String, String> others = new TreeMap<>(levels);
      others.entrySet().removeIf(level -> isDefault(level, levels));
      others.keySet().removeAll(LABELLED);
      return words(others);
    }
  }
}
