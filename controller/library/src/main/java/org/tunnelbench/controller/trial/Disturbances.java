package org.tunnelbench.controller.trial;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.Disturbance;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialConditions;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.trial.TrafficConditions;

/**
 * Tells from a trial's conditions whether something disturbed it, and whether it is to be repeated.
 * See docs/decisions/0010-disturbed-trials.md for the figures.
 */
final class Disturbances {
  /** Bound on the attempts at one trial after its first. */
  static final int MOST_REPEATS = 2;

  /** Of a hundred trials of an experiment, so many are repeated at most; one may be always. */
  static final int MOST_REPEATS_PERCENT = 10;

  /**
   * A machine on which some task waited for a processor for a larger share of the time before the
   * traffic was busy with something else.
   */
  static final double MOST_PRESSURE = 0.6;

  private Disturbances() {}

  /**
   * The conditions of a measured trial.
   *
   * @param over what both ends said at their end
   * @param lossless whether the pair's link loses nothing
   * @param repeats why the attempts before were not counted
   * @param knownToPersist whether the same was found to belong to the cell in another repetition
   */
  static TrialConditions judge(
      List<TrafficEnded> over,
      List<SeriesPoint> points,
      boolean lossless,
      List<Disturbance> repeats,
      boolean knownToPersist) {
    OptionalDouble pressure =
        over.stream()
            .flatMap(end -> end.conditions().stream())
            .flatMapToDouble(conditions -> conditions.pressureBefore().stream())
            .max();
    OptionalLong retransmits = retransmits(points);
    boolean arrived = points.stream().anyMatch(point -> point.receivedBytes() > 0);
    Optional<Disturbance> resent =
        lossless && arrived ? resent(retransmits.orElse(0)) : Optional.empty();
    boolean persists =
        resent.isPresent()
            && (knownToPersist || (repeats.size() >= MOST_REPEATS && allResent(repeats)));
    Optional<Disturbance> disturbed =
        (persists ? Optional.<Disturbance>empty() : resent).or(() -> busy(pressure));
    return new TrialConditions(
        disturbed,
        repeats,
        persists ? Optional.of(persistent(retransmits.orElse(0))) : Optional.empty(),
        pressure,
        retransmits,
        conditions(over, End.SENDER)
            .flatMap(conditions -> conditions.latency().stream())
            .findFirst(),
        tool(over, End.SENDER),
        tool(over, End.RECEIVER));
  }

  /**
   * Whether there is room for one attempt more.
   *
   * @param repeats of this trial so far
   * @param ofAll of all trials of the experiment so far
   * @param trials of the experiment
   */
  static boolean mayRepeat(int repeats, int ofAll, int trials) {
    return repeats < MOST_REPEATS && ofAll < Math.max(1, trials * MOST_REPEATS_PERCENT / 100);
  }

  private static Optional<Disturbance> busy(OptionalDouble pressure) {
    return pressure.isPresent() && pressure.getAsDouble() > MOST_PRESSURE
        ? Optional.of(
            new Disturbance(
                Disturbance.Kind.PRESSURE,
                String.format(
                    Locale.ROOT,
                    "the machine was busy: some task waited for a processor in %.0f %% of the time"
                        + " just before",
                    100 * pressure.getAsDouble())))
        : Optional.empty();
  }

  private static Optional<Disturbance> resent(long retransmits) {
    return retransmits > 0
        ? Optional.of(
            new Disturbance(
                Disturbance.Kind.RETRANSMITS,
                "%d segments were sent again on a link that loses nothing".formatted(retransmits)))
        : Optional.empty();
  }

  private static String persistent(long retransmits) {
    return "every attempt sends segments again, this one %d, on a link that loses nothing: that is the cell's own"
        .formatted(retransmits);
  }

  private static boolean allResent(List<Disturbance> repeats) {
    return repeats.stream().allMatch(repeat -> repeat.kind() == Disturbance.Kind.RETRANSMITS);
  }

  private static OptionalLong retransmits(List<SeriesPoint> points) {
    List<OptionalLong> told =
        points.stream().map(SeriesPoint::retransmits).filter(OptionalLong::isPresent).toList();
    return told.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(told.stream().mapToLong(OptionalLong::getAsLong).sum());
  }

  private static Optional<String> tool(List<TrafficEnded> over, End end) {
    return conditions(over, end).map(TrafficConditions::toolVersion).findFirst();
  }

  private static Stream<TrafficConditions> conditions(List<TrafficEnded> over, End end) {
    return over.stream()
        .filter(ended -> ended.end() == end)
        .flatMap(ended -> ended.conditions().stream());
  }
}
