package org.tunnelbench.controller.analysis.cause;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;

/**
 * A counter that behaves otherwise than in the healthy twin, and moves with the slowdown.
 *
 * <p>Two series that both have a trend always correlate, so both are differenced first. A counter
 * moves with the slowdown where its steps follow the steps of the time that a bit takes (a list
 * that is walked), or where the changes of its steps follow those of the rate (something made for
 * each packet). What is called beyond chance is so against all circular shifts of the counter,
 * which keep what its samples remember of each other. A counter with fewer than {@value
 * #LEAST_READINGS} readings is not judged, nor is one that was not read in the twin, nor any where
 * nothing arrived: there is no rate then that it could move with.
 *
 * @param growthPerSecond of the counter in the slow series
 * @param twinGrowthPerSecond in the healthy one
 * @param correlation of ranks, from −1 to 1, after differencing
 * @param chance the share of shifts that correlate as strongly
 * @param sentence the same in words
 */
public record CounterEvidence(
    String counter,
    double growthPerSecond,
    double twinGrowthPerSecond,
    double correlation,
    double chance,
    String sentence) {
  private static final double MOST_CHANCE = 0.05;
  private static final double LEAST_CORRELATION = 0.3;

  /** A counter differs from its twin where it grows so many times as fast. */
  private static final double FASTER = 3;

  /** Fewer readings of a counter are not judged. */
  static final int LEAST_READINGS = 20;

  /** What both hosts' own counters begin with, see {@link SeriesPoint#counters()}. */
  private static final String SENDER = "sender_";

  private static final String RECEIVER = "receiver_";

  /** The counter as the kernel calls it, whichever host counted. */
  public String kernelsName() {
    return bare(counter);
  }

  private static String bare(String name) {
    if (name.startsWith(SENDER)) {
      return name.substring(SENDER.length());
    }
    return name.startsWith(RECEIVER) ? name.substring(RECEIVER.length()) : name;
  }

  private static String place(String name) {
    if (name.startsWith(SENDER)) {
      return " on the sender";
    }
    return name.startsWith(RECEIVER) ? " on the receiver" : "";
  }

  /** The counters that explain a slow series, the strongest first. */
  static List<CounterEvidence> of(MeasuredSeries slow, MeasuredSeries healthy) {
    return slow.counters().keySet().stream()
        .sorted()
        .map(name -> of(name, slow, healthy))
        .flatMap(Optional::stream)
        .sorted(Comparator.comparingDouble(evidence -> -Math.abs(evidence.correlation())))
        .toList();
  }

  /** How many counters of a slow series were read often enough to be judged. */
  static int judged(MeasuredSeries slow) {
    return Math.toIntExact(
        slow.counters().keySet().stream()
            .filter(name -> CounterTrack.of(slow, name).values().length >= LEAST_READINGS)
            .count());
  }

  private static Optional<CounterEvidence> of(
      String name, MeasuredSeries slow, MeasuredSeries healthy) {
    CounterTrack track = CounterTrack.of(slow, name);
    double most = DoubleStream.of(track.rates()).max().orElse(0);
    OptionalDouble usual = usual(name, healthy);
    return track.values().length < LEAST_READINGS || most == 0 || usual.isEmpty()
        ? Optional.empty()
        : of(name, slow, track, most, usual.getAsDouble());
  }

  /** How a counter grows in the healthy twin; absent where it was not read there. */
  private static OptionalDouble usual(String name, MeasuredSeries healthy) {
    CounterTrack twin = CounterTrack.of(healthy, name);
    return twin.isRead() || isLeftOut(name, healthy)
        ? OptionalDouble.of(twin.growthPerSecond())
        : OptionalDouble.empty();
  }

  /** A host's reading leaves out what is 0: others of the host were read, and it never was. */
  private static boolean isLeftOut(String name, MeasuredSeries series) {
    return !place(name).isEmpty()
        && !series.counters().containsKey(name)
        && series.counters().keySet().stream()
            .filter(other -> place(other).equals(place(name)))
            .anyMatch(other -> CounterTrack.of(series, other).isRead());
  }

  private static Optional<CounterEvidence> of(
      String name, MeasuredSeries slow, CounterTrack track, double most, double usual) {
    double[] values = track.values();
    double growth = track.growthPerSecond();
    if (Math.abs(growth) <= FASTER * Math.abs(usual) || growth == 0) {
      return Optional.empty();
    }
    double[] rates = track.rates();
    double least = 1e-3 * most;
    double[] costs = DoubleStream.of(rates).map(rate -> 1 / Math.max(rate, least)).toArray();
    double[] steps = differences(values);
    Movement ofTheCost = Movement.of(steps, differences(costs));
    Movement ofTheRate = Movement.of(differences(steps), differences(tail(rates)));
    Movement stronger =
        Math.abs(ofTheRate.correlation()) > Math.abs(ofTheCost.correlation())
            ? ofTheRate
            : ofTheCost;
    if (Math.abs(stronger.correlation()) < LEAST_CORRELATION) {
      return Optional.empty();
    }
    double chance = stronger.chance();
    if (chance > MOST_CHANCE) {
      return Optional.empty();
    }
    return Optional.of(
        new CounterEvidence(
            name,
            growth,
            usual,
            stronger.correlation(),
            chance,
            sentence(name, values, slow, growth, usual, stronger)));
  }

  private static String sentence(
      String name,
      double[] values,
      MeasuredSeries slow,
      double growth,
      double usual,
      Movement movement) {
    return String.format(
        Locale.ROOT,
        "%s%s grows by %s (%.0f a second, %.0f in the healthy twin) and moves with the slowdown"
            + " (rank correlation of differences %.2f)",
        bare(name),
        place(name),
        Growth.of(slow, bare(name), values[values.length - 1] - values[0]).words(),
        growth,
        usual,
        movement.correlation());
  }

  private static double[] differences(double[] values) {
    return IntStream.range(1, values.length).mapToDouble(i -> values[i] - values[i - 1]).toArray();
  }

  private static double[] tail(double[] values) {
    return DoubleStream.of(values).skip(1).toArray();
  }

  /** How the ranks of two differenced series go together. */
  private static final class Movement {
    private final double[] ranks;
    private final double[] others;
    private final double correlation;

    private Movement(double[] ranks, double[] others) {
      this.ranks = ranks;
      this.others = others;
      correlation = correlation(ranks, others, 0);
    }

    static Movement of(double[] one, double[] other) {
      return new Movement(ranks(one), ranks(other));
    }

    /** From −1 to 1. */
    double correlation() {
      return correlation;
    }

    /** The share of circular shifts that correlate as strongly. */
    double chance() {
      int asStrong = 0;
      for (int shift = 1; shift < ranks.length; shift++) {
        if (Math.abs(correlation(ranks, others, shift)) >= Math.abs(correlation)) {
          asStrong++;
        }
      }
      return (asStrong + 1.0) / ranks.length;
    }

    private static double correlation(double[] one, double[] other, int shift) {
      double mean = (one.length - 1) / 2.0;
      double products = 0;
      double squares = 0;
      double others = 0;
      for (int i = 0; i < one.length; i++) {
        double left = one[(i + shift) % one.length] - mean;
        double right = other[i] - mean;
        products += left * right;
        squares += left * left;
        others += right * right;
      }
      return squares > 0 && others > 0 ? products / Math.sqrt(squares * others) : 0;
    }

    /** Ranks from 0, the mean of theirs for those that are equal. */
    private static double[] ranks(double[] values) {
      List<Integer> rising = new ArrayList<>(IntStream.range(0, values.length).boxed().toList());
      rising.sort(Comparator.comparingDouble(place -> values[place]));
      double[] ranks = new double[values.length];
      int from = 0;
      while (from < values.length) {
        int to = from;
        while (to + 1 < values.length && values[rising.get(to + 1)] == values[rising.get(from)]) {
          to++;
        }
        for (int i = from; i <= to; i++) {
          ranks[rising.get(i)] = (from + to) / 2.0;
        }
        from = to + 1;
      }
      return ranks;
    }
  }
}
