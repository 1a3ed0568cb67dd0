package org.tunnelbench.controller.analysis;

import java.util.List;
import java.util.Locale;

/** Speeds in Mbit/s as people read them: {@code 1,910}, {@code 13.4}, {@code 0.1}. */
public final class Speed {
  private static final double LEAST_SHOWN = 0.05;

  private Speed() {}

  /** The number alone: whole from 100 on, else with one decimal, and 0 below what that can show. */
  public static String text(double mbitPerSecond) {
    if (mbitPerSecond < LEAST_SHOWN) {
      return "0";
    }
    return String.format(Locale.ROOT, mbitPerSecond < 99.95 ? "%.1f" : "%,.0f", mbitPerSecond);
  }

  /** One speed with its unit, or the range of several; {@code no traffic} where all are 0. */
  static String range(List<Double> speeds) {
    String least = text(speeds.stream().min(Double::compare).orElse(0.0));
    String most = text(speeds.stream().max(Double::compare).orElse(0.0));
    if (most.equals("0")) {
      return "no traffic";
    }
    return (least.equals(most) ? most : least + " to " + most) + " Mbit/s";
  }
}
