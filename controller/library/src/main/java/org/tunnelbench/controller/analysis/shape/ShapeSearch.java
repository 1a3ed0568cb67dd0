package org.tunnelbench.controller.analysis.shape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Weighs all ways to see a series against each other.
 *
 * @param shares the probability of each shape, given the samples
 * @param halfLife of a decline, as a share of the series: the geometric mean over all ways to see
 *     one, by their probabilities; 0 where none is possible
 */
record ShapeSearch(Map<Shape, Double> shares, double halfLife) {
  /** Of rates of which at least two are above 0. */
  static ShapeSearch of(double[] rates) {
    List<Hypothesis> all = new ArrayList<>();
    all.addAll(new SmoothHypotheses(rates).all());
    all.addAll(new StepHypotheses(rates).all());
    all.addAll(new SawtoothHypotheses(rates).all());
    if (isLevelOrSteps(all)) {
      all.addAll(new HiddenHypotheses(rates).all());
    }
    double total = LogSum.of(all.stream().mapToDouble(Hypothesis::logWeight).toArray());
    Map<Shape, Double> shares = new EnumMap<>(Shape.class);
    all.forEach(
        hypothesis ->
            shares.merge(
                hypothesis.shape(), Math.exp(hypothesis.logWeight() - total), Double::sum));
    return new ShapeSearch(shares, halfLife(all, total));
  }

  /** What hides something looks like a level with much noise, or like steps. */
  private static boolean isLevelOrSteps(List<Hypothesis> all) {
    Shape best =
        all.stream()
            .max(Comparator.comparingDouble(Hypothesis::logWeight))
            .map(Hypothesis::shape)
            .orElse(Shape.STEADY);
    return best != Shape.DECAYING && best != Shape.RISING;
  }

  private static double halfLife(List<Hypothesis> all, double total) {
    double weights = 0;
    double logs = 0;
    for (Hypothesis hypothesis : all) {
      if (hypothesis.decline().isPresent()) {
        double weight = Math.exp(hypothesis.logWeight() - total);
        weights += weight;
        logs += weight * Math.log(hypothesis.decline().get().halfLife());
      }
    }
    return weights > 0 ? Math.exp(logs / weights) : 0;
  }

  Shape best() {
    return shares.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(Shape.UNSTEADY);
  }

  double share(Shape shape) {
    return shares.getOrDefault(shape, 0.0);
  }
}
