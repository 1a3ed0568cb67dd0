package org.tunnelbench.throughputprobe.traffic.iperf3;

import java.util.Optional;
import java.util.OptionalLong;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.experiment.Transport;
import org.tunnelbench.throughputprobe.traffic.iperf3.OutputLine.Interval;

/**
 * Puts the interval lines of one end, as they are printed, at their places in the planned series.
 *
 * <p>iperf3's timer is never early, but may be late; after a stall one line covers several
 * intervals. So:
 *
 * <ul>
 *   <li>A line belongs to the planned interval in which it starts. One that covers several is one
 *       slot with its true length, and the indices it covers beyond its first stay empty.
 *   <li>A line shorter than half an interval is no slot: what it counted is added to the next
 *       line's. At the end of the traffic there is none, and it is dropped.
 *   <li>A line that starts before the one before it ended is dropped: iperf3 prints its last line
 *       again when it is ended early.
 *   <li>A line that starts after the traffic's time is dropped.
 * </ul>
 */
public final class IntervalSeries {
  private final Optional<OutputLine.Way> way;
  private final boolean udp;
  private final boolean severalStreams;
  private final double interval;
  private final double duration;
  private final int planned;
  private int lastIndex = -1;
  private double lastEnd = 0;
  private Optional<Counted> held = Optional.empty();

  public IntervalSeries(TrafficSpec traffic) {
    this(traffic, Optional.empty());
  }

  /**
   * One of two directions at once.
   *
   * @param way whether this end sends or receives in it
   */
  public IntervalSeries(TrafficSpec traffic, OutputLine.Way way) {
    this(traffic, Optional.of(way));
  }

  private IntervalSeries(TrafficSpec traffic, Optional<OutputLine.Way> way) {
    this.way = way;
    udp = traffic.transport() == Transport.UDP;
    severalStreams = traffic.streams() > 1;
    interval = traffic.interval().toMillis() / 1000.0;
    duration = traffic.seconds();
    planned = plannedSlots(traffic);
  }

  /** How many slots a series without stalls has. A last part of half an interval or more counts. */
  public static int plannedSlots(TrafficSpec traffic) {
    long interval = traffic.interval().toMillis();
    long duration = traffic.seconds() * 1000L;
    return Math.toIntExact(duration / interval + (duration % interval * 2 >= interval ? 1 : 0));
  }

  /** The slot that this line completes, if it completes one. */
  public Optional<Slot> take(Interval line) {
    if (!line.way().equals(way)
        || line.ofAllStreams() != severalStreams
        || line.start() < lastEnd - roundingError()) {
      return Optional.empty();
    }
    lastEnd = line.end();
    Counted counted =
        held.map(before -> before.plus(Counted.of(line, udp)))
            .orElseGet(() -> Counted.of(line, udp));
    int index = index(line);
    if (line.seconds() < interval / 2 || index <= lastIndex) {
      held = Optional.of(counted);
      return Optional.empty();
    }
    held = Optional.empty();
    lastIndex = index;
    return index < planned ? Optional.of(counted.at(index)) : Optional.empty();
  }

  /** Whether what was printed reaches to the end of the traffic's time. */
  public boolean ranItsTime() {
    return lastEnd >= duration - interval / 2;
  }

  /** How far what was printed reaches, in seconds. */
  public double reached() {
    return lastEnd;
  }

  private int index(Interval line) {
    return (int) Math.floor((line.start() + Math.max(roundingError(), interval / 10)) / interval);
  }

  private static double roundingError() {
    return Interval.TIME_STEP / 2;
  }

  /** Lines of one slot, added up. */
  private record Counted(
      double start,
      double seconds,
      double bytes,
      OptionalLong retransmits,
      OptionalLong lostDatagrams) {
    /** Where a sender of TCP prints segments sent again, one of UDP prints datagrams. */
    static Counted of(Interval line, boolean udp) {
      return new Counted(
          line.start(),
          line.seconds(),
          line.countedBytes(),
          udp ? OptionalLong.empty() : line.retransmits(),
          line.lostDatagrams());
    }

    Counted plus(Counted next) {
      return new Counted(
          start,
          seconds + next.seconds,
          bytes + next.bytes,
          sum(retransmits, next.retransmits),
          sum(lostDatagrams, next.lostDatagrams));
    }

    private static OptionalLong sum(OptionalLong one, OptionalLong other) {
      return other.isPresent() ? OptionalLong.of(one.orElse(0) + other.getAsLong()) : one;
    }

    Slot at(int index) {
      return new Slot(
          index,
          start,
          seconds,
          Math.round(bytes),
          retransmits,
          OptionalLong.empty(),
          lostDatagrams);
    }
  }
}
