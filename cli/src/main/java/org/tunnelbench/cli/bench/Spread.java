package org.tunnelbench.cli.bench;

import java.util.List;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * Where the middle of some figures lies, and their middle half.
 *
 * @param low the first quartile
 * @param high the third quartile
 */
record Spread(double low, double median, double high) {
  /** Of at least one figure; quantiles by Hyndman and Fan's definition 7 (1996). */
  static Spread of(List<Double> figures) {
    double[] quartiles =
        Quantile.withDefaults()
            .with(Quantile.EstimationMethod.HF7)
            .evaluate(figures.stream().mapToDouble(Double::doubleValue).toArray(), 0.25, 0.5, 0.75);
    return new Spread(quartiles[0], quartiles[1], quartiles[2]);
  }
}
