package org.tunnelbench.controller.analysis.shape;

/**
 * Sums of products of what was seen and of what is expected up to its unknown size: all that the
 * likelihood of a first-order autoregression needs.
 */
final class Products {
  double seen;
  double expected;
  double cross;
  double laggedSeen;
  double laggedExpected;
  double laggedCross;
  double edgeSeen;
  double edgeExpected;
  double edgeCross;

  /** Adds a sample, beside the one before it, or 0 where it is the first. */
  void add(double now, double expectedNow, double last, double expectedLast, boolean edge) {
    seen += now * now;
    expected += expectedNow * expectedNow;
    cross += now * expectedNow;
    laggedSeen += now * last;
    laggedExpected += expectedNow * expectedLast;
    laggedCross += (now * expectedLast + expectedNow * last) / 2;
    if (edge) {
      edgeSeen += now * now;
      edgeExpected += expectedNow * expectedNow;
      edgeCross += now * expectedNow;
    }
  }

  /** Of samples that are expected to be alike. */
  static Products aroundOne(
      int samples, double sum, double squares, double lagged, double first, double last) {
    Products products = new Products();
    products.seen = squares;
    products.expected = samples;
    products.cross = sum;
    products.laggedSeen = lagged;
    products.laggedExpected = samples - 1.0;
    products.laggedCross = sum - (first + last) / 2;
    products.edgeSeen = first * first + last * last;
    products.edgeExpected = 2;
    products.edgeCross = first + last;
    return products;
  }
}
