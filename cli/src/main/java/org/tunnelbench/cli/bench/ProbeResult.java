package org.tunnelbench.cli.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * What the probe takes from the traffic that it measures, by what the same traffic is without it.
 *
 * @param goal in words
 * @param throughput the probe's by that of bare iperf3
 * @param processors likewise of processor seconds of both guests per Gbit
 * @param kernel of the guests
 * @param probe each run by the probe
 * @param bare each run by iperf3 alone
 * @param reached whether the goal was reached
 */
record ProbeResult(
    String name,
    String goal,
    Ratio throughput,
    Ratio processors,
    String kernel,
    int rounds,
    int trafficSeconds,
    List<ProbeRun> probe,
    List<ProbeRun> bare,
    boolean reached)
    implements BenchmarkResult {
  /** The least that the lower bound of the ratio of throughput is to be. */
  static final double LEAST_THROUGHPUT = 0.95;

  /** The most that the median of the ratio of processor time is to be. */
  static final double MOST_PROCESSORS = 1.03;

  private static final int RESAMPLES = 4000;
  private static final long SEED = 1;

  /** The result of rounds, in each of which both had their turn. */
  static ProbeResult of(
      String kernel, int trafficSeconds, List<ProbeRun> probe, List<ProbeRun> bare) {
    Ratio throughput = Ratio.of(probe, bare, ProbeRun::mbitPerSecond);
    Ratio processors = Ratio.of(probe, bare, ProbeRun::processorSecondsPerGbit);
    return new ProbeResult(
        ProbeCost.NAME,
        "the probe's throughput by that of bare iperf3: its 95 %% interval above %s; its processor seconds per Gbit by those of bare iperf3: median at most %s"
            .formatted(LEAST_THROUGHPUT, MOST_PROCESSORS),
        throughput,
        processors,
        kernel,
        probe.size(),
        trafficSeconds,
        List.copyOf(probe),
        List.copyOf(bare),
        throughput.low() >= LEAST_THROUGHPUT && processors.median() <= MOST_PROCESSORS);
  }

  @Override
  public String text() {
    return "the probe by bare iperf3 (Linux %s), median of %d rounds of %d s [95 %% interval]\n"
            .formatted(kernel, rounds, trafficSeconds)
        + row("throughput", throughput, "lower bound", LEAST_THROUGHPUT)
        + row("processor s/Gbit", processors, "median", MOST_PROCESSORS)
        + "  goal "
        + (reached ? "reached\n" : "not reached\n");
  }

  private static String row(String what, Ratio ratio, String bound, double goal) {
    return String.format(
        Locale.ROOT,
        "  %-17s × %.3f [%.3f, %.3f]   (goal: %s %.2f)\n",
        what,
        ratio.median(),
        ratio.low(),
        ratio.high(),
        bound,
        goal);
  }

  /**
   * The median over the rounds of a ratio.
   *
   * @param low lower end of its 95 % interval: percentiles of medians of rounds drawn anew (Efron,
   *     1979)
   * @param high its upper end
   */
  record Ratio(double median, double low, double high) {
    static Ratio of(List<ProbeRun> probe, List<ProbeRun> bare, ToDoubleFunction<ProbeRun> figure) {
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < probe.size(); round++) {
        ratios.add(figure.applyAsDouble(probe.get(round)) / figure.applyAsDouble(bare.get(round)));
      }
      double[] medians = new double[RESAMPLES];
      Random random = new Random(SEED);
      for (int resample = 0; resample < RESAMPLES; resample++) {
        List<Double> drawn = new ArrayList<>();
        for (int round = 0; round < ratios.size(); round++) {
          drawn.add(ratios.get(random.nextInt(ratios.size())));
        }
        medians[resample] = Spread.of(drawn).median();
      }
      Arrays.sort(medians);
      return new Ratio(
          Spread.of(ratios).median(),
          medians[RESAMPLES / 40],
          medians[RESAMPLES - 1 - RESAMPLES / 40]);
    }
  }
}
