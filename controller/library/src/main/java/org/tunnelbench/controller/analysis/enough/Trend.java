package org.tunnelbench.controller.analysis.enough;

/**
 * The straight line through a series, with its errors.
 *
 * <p>Least squares. What samples remember of each other widens the errors: their squares by (1 + φ)
 * ⁄ (1 − φ), φ being the correlation of each residual with the one before, corrected for its bias
 * in short series (M. Kendall, "Note on Bias in the Estimation of Autocorrelation", Biometrika 41,
 * 1954).
 */
final class Trend {
  /** Bound on the memory that is believed of a short series. */
  private static final double MOST_MEMORY = 0.9;

  private final double mean;
  private final double slope;
  private final double middle;
  private final double meanError;
  private final double slopeError;

  private Trend(double mean, double slope, double middle, double meanError, double slopeError) {
    this.mean = mean;
    this.slope = slope;
    this.middle = middle;
    this.meanError = meanError;
    this.slopeError = slopeError;
  }

  /**
   * Of at least three rates.
   *
   * @param interval from sample to sample, in seconds
   */
  static Trend of(double[] rates, double interval) {
    int samples = rates.length;
    double middle = (samples - 1) / 2.0;
    double mean = 0;
    double products = 0;
    double squares = 0;
    for (int i = 0; i < samples; i++) {
      mean += rates[i] / samples;
      products += (i - middle) * rates[i];
      squares += (i - middle) * (i - middle);
    }
    double step = products / squares;
    double rest = 0;
    double lagged = 0;
    double last = 0;
    for (int i = 0; i < samples; i++) {
      double residual = rates[i] - mean - step * (i - middle);
      rest += residual * residual;
      lagged += residual * last;
      last = residual;
    }
    double memory = rest > 0 ? lagged / rest : 0;
    double unbiased = Math.clamp(memory + (1 + 4 * memory) / samples, 0, MOST_MEMORY);
    double variance = rest / (samples - 2) * (1 + unbiased) / (1 - unbiased);
    return new Trend(
        mean,
        step / interval,
        middle * interval,
        Math.sqrt(variance / samples),
        Math.sqrt(variance / squares) / interval);
  }

  /** The standard error of the level, as a share of it. */
  double levelError() {
    return mean > 0 ? meanError / mean : Double.POSITIVE_INFINITY;
  }

  /**
   * By how many standard errors the line stays above half, and below the double, of where it begins
   * until this many seconds have passed; the smaller of the two.
   */
  double flatness(double seconds) {
    return Math.min(
        deviations(0.5, seconds, 1) /* above half */,
        deviations(1, seconds, -1) /* below double */);
  }

  /** Of a share of the beginning plus, or minus, the whole change. */
  private double deviations(double share, double seconds, int sign) {
    double ofSlope = sign * seconds - share * middle;
    double value = share * mean + ofSlope * slope;
    double error = Math.hypot(share * meanError, ofSlope * slopeError);
    return error > 0 ? value / error : Math.signum(value) * Double.MAX_VALUE;
  }
}
