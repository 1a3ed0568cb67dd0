package org.tunnelbench.controller.analysis;

import java.util.Locale;

/** Ratios of throughput as people read them: {@code 1.08}, {@code 0.092}, {@code < 0.001}. */
public final class Ratio {
  private static final double LEAST_SHOWN = 0.001;

  /** From here on two decimals have two digits. */
  private static final double TWO_DIGITS = 0.0995;

  private Ratio() {}

  /** A change with its interval: {@code × 0.08 [0.06, 0.10]}. */
  public static String text(double change, double low, double high) {
    return "× %s [%s, %s]".formatted(text(change), text(low), text(high));
  }

  /** The number alone. */
  public static String text(double ratio) {
    if (ratio < LEAST_SHOWN) {
      return "< 0.001";
    }
    return String.format(Locale.ROOT, ratio < TWO_DIGITS ? "%.3f" : "%.2f", ratio);
  }
}
