package org.tunnelbench.controller.analysis.shape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The ways to see a series as two or three levels, one after the other. */
final class StepHypotheses {
  private static final double STEP = 0.05;
  private static final double STALL = 0.01;
  private static final double TWO_STEPS = 0.03;

  /** Of a level by the one before. */
  private static final double[] RATIOS = {
    0.06, 0.12, 0.2, 0.3, 0.4, 0.5, 0.6, 1.7, 2, 2.5, 3.3, 5, 8, 16
  };

  private static final double SILENCE = 1e-6;

  /** A level of fewer samples than this is an odd sample. */
  private static final int LEAST_SAMPLES = 3;

  private final double[] rates;

  StepHypotheses(double[] rates) {
    this.rates = rates;
  }

  List<Hypothesis> all() {
    List<Hypothesis> all = new ArrayList<>();
    List<Step> steps = steps(rates, STEP);
    steps.forEach(step -> all.add(Hypothesis.of(Shape.STEPPED, step.logWeight())));
    steps.stream()
        .max(Comparator.comparingDouble(Step::logWeight))
        .ifPresent(first -> all.addAll(second(first)));
    Evidence evidence = new Evidence(rates);
    int places = rates.length - 2 * LEAST_SAMPLES + 1;
    for (int change = LEAST_SAMPLES; change <= rates.length - LEAST_SAMPLES; change++) {
      all.add(
          Hypothesis.of(
              Shape.STALLED, Math.log(STALL / places) + evidence.ofStep(change, SILENCE)));
    }
    return all;
  }

  /** With one more step beside the best. */
  private List<Hypothesis> second(Step first) {
    double[] level = rates.clone();
    for (int i = first.change(); i < level.length; i++) {
      level[i] /= first.ratio();
    }
    double logScale = (level.length - first.change()) * Math.log(first.ratio());
    double logPrior = Math.log(1.0 / RATIOS.length / level.length);
    return steps(level, TWO_STEPS).stream()
        .filter(step -> Math.abs(step.change() - first.change()) >= LEAST_SAMPLES)
        .map(step -> Hypothesis.of(Shape.STEPPED, logPrior + step.logWeight() - logScale))
        .toList();
  }

  private static List<Step> steps(double[] rates, double prior) {
    Evidence evidence = new Evidence(rates);
    int places = rates.length - 2 * LEAST_SAMPLES + 1;
    double each = Math.log(prior / (places * RATIOS.length));
    List<Step> steps = new ArrayList<>();
    for (int change = LEAST_SAMPLES; change <= rates.length - LEAST_SAMPLES; change++) {
      for (double ratio : RATIOS) {
        steps.add(new Step(change, ratio, each + evidence.ofStep(change, ratio)));
      }
    }
    return steps;
  }

  private record Step(int change, double ratio, double logWeight) {}
}
