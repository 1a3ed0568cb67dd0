package org.tunnelbench.controller.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.controller.analysis.CellOrder;
import org.tunnelbench.controller.analysis.Speed;

/**
 * The series of every cell: one chart for each combination of levels, one line for each trial.
 *
 * @param most the highest rate of all, in Mbit/s
 * @param counters that can be drawn under the curves, the most telling first
 */
record Curves(List<Line> lines, List<Chart> charts, double most, List<String> counters) {
  /** Colours of lines; the style sheet has as many, and further lines begin again. */
  static final int COLOURS = 8;

  /** Bound on the points of all curves together, which bounds the page's size. */
  static final int MOST_POINTS = 200_000;

  /** A curve is never thinned below this. */
  static final int LEAST_POINTS_PER_CURVE = 20;

  private static final List<String> DASHES = List.of("none", "7 3", "2 3", "9 3 2 3");

  /**
   * Absent where there is no sample of a kernel that has a lane: one whose first trial is under way
   * has none yet.
   */
  static Optional<Curves> of(ExperimentResult result, Counters counters) {
    List<Lane> lanes = Lane.of(result);
    List<TrialResult> trials =
        result.trials().stream()
            .filter(trial -> !trial.samples().isEmpty())
            .filter(trial -> lanes.stream().anyMatch(lane -> lane.holds(trial)))
            .toList();
    if (trials.isEmpty()) {
      return Optional.empty();
    }
    int pointsPerCurve = Math.max(LEAST_POINTS_PER_CURVE, MOST_POINTS / trials.size());
    Columns columns = Columns.of(result);
    List<Chart> charts = new ArrayList<>();
    for (Map<String, String> levels : distinctLevels(trials)) {
      charts.add(
          new Chart(
              charts.size(),
              columns.label(levels),
              summary(result, lanes, levels),
              curves(trials, lanes, levels, pointsPerCurve, counters)));
    }
    double most =
        charts.stream()
            .flatMap(chart -> chart.curves().stream())
            .flatMap(curve -> curve.series().speeds().stream())
            .reduce(1.0, Math::max);
    return Optional.of(new Curves(lines(lanes), charts, most, counters.names()));
  }

  private static List<Map<String, String>> distinctLevels(List<TrialResult> trials) {
    return trials.stream().map(TrialResult::levels).distinct().sorted(CellOrder.LEVELS).toList();
  }

  private static List<Line> lines(List<Lane> lanes) {
    return IntStream.range(0, lanes.size())
        .mapToObj(
            index ->
                new Line(
                    lanes.get(index).title(), index % COLOURS, DASHES.get(index % DASHES.size())))
        .toList();
  }

  private static String summary(
      ExperimentResult result, List<Lane> lanes, Map<String, String> levels) {
    return lanes.stream()
        .flatMap(
            lane ->
                result.cells().stream()
                    .filter(cell -> lane.holds(cell) && cell.levels().equals(levels))
                    .filter(cell -> cell.medianMbitPerSecond().isPresent())
                    .map(cell -> summary(lane, cell)))
        .collect(Collectors.joining(" · ", "median: ", " Mbit/s"));
  }

  private static String summary(Lane lane, CellResult cell) {
    return lane.title() + "\u00a0" + Speed.text(cell.medianMbitPerSecond().orElse(0));
  }

  private static List<Curve> curves(
      List<TrialResult> trials,
      List<Lane> lanes,
      Map<String, String> levels,
      int points,
      Counters counters) {
    List<Curve> curves = new ArrayList<>();
    for (int kernel = 0; kernel < lanes.size(); kernel++) {
      Lane lane = lanes.get(kernel);
      for (TrialResult trial : trials) {
        if (trial.levels().equals(levels) && lane.holds(trial)) {
          curves.add(
              new Curve(kernel, DrawnSeries.of(trial.samples(), counters.of(trial), points)));
        }
      }
    }
    return curves;
  }

  /** What the page's script reads. */
  Map<String, Object> data() {
    return Map.of(
        "kernels", lines.stream().map(Line::kernel).toList(),
        "colours", COLOURS,
        "most", most,
        "charts", charts,
        "counters", counters);
  }

  /** How a kernel is drawn. */
  record Line(String kernel, int colour, String dash) {}

  /** Whether something was counted that can be drawn. */
  boolean hasCounters() {
    return !counters.isEmpty();
  }

  /** One combination of levels. */
  record Chart(int index, String label, String summary, List<Curve> curves) {}

  /**
   * One trial.
   *
   * @param kernel place of its line
   */
  record Curve(int kernel, @JsonUnwrapped DrawnSeries series) {}
}
