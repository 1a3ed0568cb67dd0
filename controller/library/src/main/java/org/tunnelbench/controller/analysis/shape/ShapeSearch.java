package org.tunnelbench.controller.analysis.shape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Weighs all ways to see a series against each other.
 *
 * @param shares the probability of each shape, given the samples
 * @param decline the most probable one, where any is possible
 */
record ShapeSearch(Map<Shape, Double> shares, Optional<Decline> decline) {
  /** Of rates that are not all 0. */
  static ShapeSearch of(double[] rates) {
    List<Hypothesis> all = new ArrayList<>();
    all.addAll(new SmoothHypotheses(rates).all());
    all.addAll(new StepHypotheses(rates).all());
    all.addAll(new SawtoothHypotheses(rates).all());
    double total = LogSum.of(all.stream().mapToDouble(Hypothesis::logWeight).toArray());
    Map<Shape, Double> shares = new EnumMap<>(Shape.class);
    all.forEach(
        hypothesis ->
            shares.merge(
                hypothesis.shape(), Math.exp(hypothesis.logWeight() - total), Double::sum));
    return new ShapeSearch(
        shares,
        all.stream()
            .filter(hypothesis -> hypothesis.decline().isPresent())
            .max(Comparator.comparingDouble(Hypothesis::logWeight))
            .flatMap(Hypothesis::decline));
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
