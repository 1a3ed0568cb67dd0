package org.tunnelbench.cli.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * What a controller and a broker did with a fleet whose agents are played.
 *
 * @param small the same with a tenth of the fleet, where that was measured
 * @param transitionsReached whether the whole fleet reached {@link #LEAST_TRANSITIONS}
 * @param restartReached whether its controller was back within {@link #LONGEST_RESTART}
 */
record FleetResult(
    String name,
    String goal,
    Optional<Measured> small,
    Measured whole,
    boolean transitionsReached,
    boolean restartReached,
    boolean reached)
    implements BenchmarkResult {
  /** Transitions in a second that are aimed at, on 2 processors. */
  static final double LEAST_TRANSITIONS = 1_000;

  /** Seconds that a restart may take. */
  static final double LONGEST_RESTART = 5;

  static FleetResult of(Optional<Measured> small, Measured whole) {
    boolean fast = whole.transitionsPerSecond() >= LEAST_TRANSITIONS;
    boolean soon = whole.restartSeconds() < LONGEST_RESTART;
    return new FleetResult(
        FleetBench.NAME,
        String.format(
            Locale.ROOT,
            "at least %.0f transitions of trials' states a second, and a restart below %.0f s",
            LEAST_TRANSITIONS,
            LONGEST_RESTART),
        small,
        whole,
        fast,
        soon,
        fast && soon);
  }

  /**
   * Latencies of requests, in milliseconds.
   *
   * @param requests how many were made
   */
  record Latency(int requests, double median, double p99) {
    static Latency of(List<Double> millis) {
      double[] quantiles =
          Quantile.withDefaults()
              .evaluate(millis.stream().mapToDouble(Double::doubleValue).toArray(), 0.5, 0.99);
      return new Latency(millis.size(), quantiles[0], quantiles[1]);
    }
  }

  /**
   * One fleet.
   *
   * @param startSeconds until broker and controller were ready, with all topics
   * @param seconds from the first submission to the end of the last trial, or to the limit
   * @param ended trials; fewer than planned where the limit came first
   * @param transitions of trials' states, each a message of the record
   * @param post latency of submissions of one trial, while all others run
   * @param read latency of an experiment's summary meanwhile
   * @param heap what the controller held at some moments
   * @param kilobytesPerTrial what its heap grew by for each trial more that it had to remember
   * @param residentMegabytes of the controller at the end
   * @param processors that broker, controller and the played fleet kept busy
   * @param restartSeconds from the start of a controller's process that follows one that was
   *     killed, until it has read the record and is ready
   * @param kept trials in the record that it read then
   */
  record Measured(
      FleetSize size,
      double startSeconds,
      double seconds,
      int planned,
      int ended,
      long transitions,
      Latency post,
      Latency read,
      double trialsPerSecond,
      double transitionsPerSecond,
      List<Heap> heap,
      double kilobytesPerTrial,
      double residentMegabytes,
      Processors processors,
      double restartSeconds,
      int kept) {
    Measured {
      heap = List.copyOf(heap);
    }

    Heap most() {
      return heap.stream().max(Comparator.comparingInt(Heap::trials)).orElseThrow();
    }
  }

  /**
   * How many processors were kept busy, on average.
   *
   * @param played by this process, which plays the agents and reads the record beside
   */
  record Processors(double broker, double controller, double played) {
    double all() {
      return broker + controller + played;
    }
  }

  /**
   * What the controller's heap held once its garbage was collected.
   *
   * @param open trials that had not ended
   * @param trials that it remembered, ended or not
   */
  record Heap(int open, int trials, double megabytes) {
    /** The slope of the least squares through all of them, in kB for each trial. */
    static double kilobytesPerTrial(List<Heap> heaps) {
      double meanTrials = heaps.stream().mapToInt(Heap::trials).average().orElse(0);
      double meanMegabytes = heaps.stream().mapToDouble(Heap::megabytes).average().orElse(0);
      double together = 0;
      double alone = 0;
      for (Heap heap : heaps) {
        together += (heap.trials() - meanTrials) * (heap.megabytes() - meanMegabytes);
        alone += Math.pow(heap.trials() - meanTrials, 2);
      }
      return alone == 0 ? 0 : 1e3 * together / alone;
    }
  }

  @Override
  public String text() {
    return small.map(measured -> text(measured) + "\n").orElse("")
        + text(whole)
        + small.map(this::growth).orElse("")
        + String.format(
            Locale.ROOT,
            "%n  goals: at least %.0f transitions/s (%s), restart below %.0f s (%s)%n",
            LEAST_TRANSITIONS,
            transitionsReached ? "reached" : "not reached",
            LONGEST_RESTART,
            restartReached ? "reached" : "not reached");
  }

  private static String text(Measured measured) {
    FleetSize size = measured.size();
    return String.format(
        Locale.ROOT,
        """
        %d hosts, %d pairs: %d of %d trials ended in %.1f s, ready after %.1f s
          %.1f trials/s, %.0f transitions/s
          POST: p50 %.1f ms, p99 %.1f ms (%d)
          read: p50 %.1f ms, p99 %.1f ms (%d)
          controller: %.1f MB of heap in use with %d trials, %.1f MB with %d: %.2f kB each; resident %.0f MB
          processors: broker %.2f, controller %.2f, played agents %.2f: %.2f s for 1000 transitions
          ready %.1f s after it was killed, started again, with %d trials""",
        size.hosts(),
        size.pairs(),
        measured.ended(),
        measured.planned(),
        measured.seconds(),
        measured.startSeconds(),
        measured.trialsPerSecond(),
        measured.transitionsPerSecond(),
        measured.post().median(),
        measured.post().p99(),
        measured.post().requests(),
        measured.read().median(),
        measured.read().p99(),
        measured.read().requests(),
        measured.heap().getFirst().megabytes(),
        measured.heap().getFirst().trials(),
        measured.most().megabytes(),
        measured.most().trials(),
        measured.kilobytesPerTrial(),
        measured.residentMegabytes(),
        measured.processors().broker(),
        measured.processors().controller(),
        measured.processors().played(),
        1000 * measured.processors().all() / measured.transitionsPerSecond(),
        measured.restartSeconds(),
        measured.kept());
  }

  private String growth(Measured before) {
    return String.format(
        Locale.ROOT,
        "%nfrom %d to %d hosts: trials/s × %.2f, POST p99 × %.2f, read p99 × %.2f, heap for each trial"
            + " × %.2f, restart × %.2f",
        before.size().hosts(),
        whole.size().hosts(),
        whole.trialsPerSecond() / before.trialsPerSecond(),
        whole.post().p99() / before.post().p99(),
        whole.read().p99() / before.read().p99(),
        whole.kilobytesPerTrial() / before.kilobytesPerTrial(),
        whole.restartSeconds() / before.restartSeconds());
  }
}
