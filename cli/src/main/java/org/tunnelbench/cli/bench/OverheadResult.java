package org.tunnelbench.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the fleet costs beside the traffic, by what a plain script costs.
 *
 * @param goal in words
 * @param ratio the median over the rounds of the fleet's overhead by the script's
 * @param ratioLow its first quartile
 * @param ratioHigh its third quartile
 * @param kernel of the two guests
 * @param cell that was set up
 * @param trafficSeconds of every trial, which no overhead contains
 * @param fleetSeconds the fleet's overhead in each round
 * @param scriptSeconds the script's overhead in each round
 * @param reached whether the goal was reached
 */
record OverheadResult(
    String name,
    String goal,
    double ratio,
    double ratioLow,
    double ratioHigh,
    double fleetMedianSeconds,
    double scriptMedianSeconds,
    String kernel,
    String cell,
    int rounds,
    double trafficSeconds,
    List<Double> fleetSeconds,
    List<Double> scriptSeconds,
    boolean reached)
    implements BenchmarkResult {
  /** The most that the ratio is to be. */
  static final double GOAL = 1.2;

  /** The result of rounds, each with both overheads in seconds. */
  static OverheadResult of(
      String kernel, String cell, double traffic, List<Double> fleet, List<Double> script) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < fleet.size(); round++) {
      ratios.add(fleet.get(round) / script.get(round));
    }
    Spread ratio = Spread.of(ratios);
    return new OverheadResult(
        Overhead.NAME,
        "a trial's wall time without its traffic, by that of a plain shell script that does the same over one multiplexed SSH connection per host: at most "
            + GOAL,
        ratio.median(),
        ratio.low(),
        ratio.high(),
        Spread.of(fleet).median(),
        Spread.of(script).median(),
        kernel,
        cell,
        fleet.size(),
        traffic,
        List.copyOf(fleet),
        List.copyOf(script),
        ratio.median() <= GOAL);
  }

  @Override
  public String text() {
    return "overhead of a trial (%s on %s), median of %d rounds\n".formatted(cell, kernel, rounds)
        + row("fleet", fleetMedianSeconds, " s\n")
        + row("plain script", scriptMedianSeconds, " s\n")
        + row("ratio", ratio, "")
        + String.format(
            Locale.ROOT,
            "   (quartiles %.2f to %.2f; goal: at most %.1f, %s)\n",
            ratioLow,
            ratioHigh,
            GOAL,
            reached ? "reached" : "not reached");
  }

  private static String row(String what, double figure, String unit) {
    return String.format(Locale.ROOT, "  %-14s %6.2f%s", what, figure, unit);
  }
}
