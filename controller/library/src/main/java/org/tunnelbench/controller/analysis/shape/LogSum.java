package org.tunnelbench.controller.analysis.shape;

/** Sums of numbers that are known by their logarithms. */
final class LogSum {
  private LogSum() {}

  /** The logarithm of the sum; minus infinity of none. */
  static double of(double... logs) {
    double most = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      most = Math.max(most, log);
    }
    if (most == Double.NEGATIVE_INFINITY) {
      return most;
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - most);
    }
    return most + Math.log(sum);
  }
}
