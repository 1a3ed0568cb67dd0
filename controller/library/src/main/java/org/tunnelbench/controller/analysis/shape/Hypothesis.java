package org.tunnelbench.controller.analysis.shape;

import java.util.Optional;

/**
 * A way to see a series.
 *
 * @param logWeight the logarithm of its prior times its likelihood
 * @param decline how it decays, where it does
 */
record Hypothesis(Shape shape, double logWeight, Optional<Decline> decline) {
  static Hypothesis of(Shape shape, double logWeight) {
    return new Hypothesis(shape, logWeight, Optional.empty());
  }
}
