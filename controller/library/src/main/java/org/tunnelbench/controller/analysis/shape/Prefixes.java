package org.tunnelbench.controller.analysis.shape;

/** Sums over the first samples of a series, by which two levels are weighed in constant time. */
final class Prefixes {
  private final double[] values;
  private final double[] sums;
  private final double[] squares;
  private final double[] products;

  Prefixes(double[] values) {
    this.values = values;
    this.sums = new double[values.length + 1];
    this.squares = new double[values.length + 1];
    this.products = new double[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      sums[i + 1] = sums[i] + values[i];
      squares[i + 1] = squares[i] + values[i] * values[i];
      products[i + 1] = products[i] + (i == 0 ? 0 : values[i] * values[i - 1]);
    }
  }

  /**
   * The products where the values are divided by one scale up to a change and by another after it,
   * and what is expected is one figure before and another after.
   */
  Products scaled(int change, double firstScale, double first, double secondScale, double second) {
    int samples = values.length;
    double start = values[0] / firstScale;
    double before = values[change - 1] / firstScale;
    double after = values[change] / secondScale;
    double end = values[samples - 1] / secondScale;
    double firstSum = sums[change] / firstScale;
    double secondSum = (sums[samples] - sums[change]) / secondScale;
    Products scaled = new Products();
    scaled.seen =
        squares[change] / (firstScale * firstScale)
            + (squares[samples] - squares[change]) / (secondScale * secondScale);
    scaled.expected = change * first * first + (samples - change) * second * second;
    scaled.cross = firstSum * first + secondSum * second;
    scaled.laggedSeen =
        products[change] / (firstScale * firstScale)
            + before * after
            + (products[samples] - products[change + 1]) / (secondScale * secondScale);
    scaled.laggedExpected =
        (change - 1) * first * first + first * second + (samples - change - 1) * second * second;
    scaled.laggedCross =
        first * (firstSum - (start + before) / 2)
            + (second * before + first * after) / 2
            + second * (secondSum - (after + end) / 2);
    scaled.edgeSeen = start * start + end * end;
    scaled.edgeExpected = first * first + second * second;
    scaled.edgeCross = start * first + end * second;
    return scaled;
  }

  /**
   * The products where one figure is taken from the values up to a change and another after it, and
   * what is expected is one figure throughout.
   */
  Products shifted(int change, double first, double second) {
    int samples = values.length;
    int rest = samples - change;
    double start = values[0] - first;
    double before = values[change - 1] - first;
    double after = values[change] - second;
    double end = values[samples - 1] - second;
    double firstValues = sums[change];
    double secondValues = sums[samples] - sums[change];
    double firstSum = firstValues - change * first;
    double secondSum = secondValues - rest * second;
    Products shifted = new Products();
    shifted.seen =
        squares[change]
            - 2 * first * firstValues
            + change * first * first
            + (squares[samples] - squares[change])
            - 2 * second * secondValues
            + rest * second * second;
    shifted.expected = samples;
    shifted.cross = firstSum + secondSum;
    shifted.laggedSeen =
        products[change]
            - first * (2 * firstValues - values[0] - values[change - 1])
            + (change - 1) * first * first
            + before * after
            + (products[samples] - products[change + 1])
            - second * (2 * secondValues - values[change] - values[samples - 1])
            + (rest - 1) * second * second;
    shifted.laggedExpected = samples - 1.0;
    shifted.laggedCross = shifted.cross - (start + end) / 2;
    shifted.edgeSeen = start * start + end * end;
    shifted.edgeExpected = 2;
    shifted.edgeCross = start + end;
    return shifted;
  }
}
