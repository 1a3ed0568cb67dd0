package org.tunnelbench.throughputprobe.traffic.iperf3;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What iperf3 prints of a run whose truth is known: its timer ({@code timer.c}) is due at every
 * multiple of the interval, never early and late by what is given; ticks that have become overdue
 * follow at once. Figures are rounded as {@code units.c} rounds them.
 *
 * @param ticks one for each line
 */
record PrintedRun(double interval, List<Tick> ticks) {
  /** A line: when it was printed, and what was counted since the line before. */
  record Tick(double start, double end, long bytes, long retransmits) {
    double seconds() {
      return end - start;
    }

    String line() {
      double rate = seconds() > 0 ? bytes * 8 / seconds() : 0;
      return String.format(
          Locale.ROOT,
          "[  5] %6.2f-%-6.2f sec  %s  %s Kbits/sec  %3d   64.0 KBytes       ",
          start,
          end,
          PrintedRun.bytes((double) bytes),
          rounded(rate / 1000),
          retransmits);
    }
  }

  /**
   * Makes the run.
   *
   * @param lateness of each tick, in intervals
   * @param rates bits per second between ticks, as many as there are latenesses
   */
  static PrintedRun of(double interval, List<Double> lateness, List<Long> rates) {
    List<Tick> ticks = new ArrayList<>();
    double now = 0;
    for (int tick = 0; tick < lateness.size(); tick++) {
      double due = (tick + 1 + lateness.get(tick)) * interval;
      double end = Math.max(now, due);
      ticks.add(new Tick(now, end, Math.round(rates.get(tick) * (end - now) / 8), tick % 3));
      now = end;
    }
    return new PrintedRun(interval, List.copyOf(ticks));
  }

  List<String> lines() {
    return ticks.stream().map(Tick::line).toList();
  }

  private static String bytes(double bytes) {
    String[] units = {"Bytes", "KBytes", "MBytes", "GBytes"};
    int unit = 0;
    double scaled = bytes;
    while (scaled >= 1024 && unit < units.length - 1) {
      scaled /= 1024;
      unit++;
    }
    return rounded(scaled) + " " + units[unit];
  }

  private static String rounded(double number) {
    int decimals = number < 9.995 ? 2 : number < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%4." + decimals + "f", number);
  }
}
