package org.tunnelbench.throughputprobe.traffic.iperf3;

import java.util.Optional;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.throughputprobe.traffic.iperf3.OutputLine.Interval;
import org.tunnelbench.throughputprobe.traffic.iperf3.OutputLine.Way;

/**
 * The series of one end that sends and receives at once: its own direction, with what it counted in
 * the opposite one beside. An interval is complete when both have come; one of which the opposite
 * never comes is told without it.
 */
public final class BothWays {
  private final IntervalSeries own;
  private final IntervalSeries opposite;
  private Optional<Slot> waiting = Optional.empty();
  private Optional<Slot> latestOpposite = Optional.empty();

  /**
   * @param way what this end does in its own direction: the sender sends
   */
  public BothWays(TrafficSpec traffic, Way way) {
    own = new IntervalSeries(traffic, way);
    opposite = new IntervalSeries(traffic, way == Way.TX ? Way.RX : Way.TX);
  }

  /** The slot that this line completes, if it completes one. */
  public Optional<Slot> take(Interval line) {
    Optional<Slot> counted = own.take(line);
    if (counted.isPresent()) {
      Optional<Slot> alone = waiting;
      waiting = counted;
      return alone.or(this::matched);
    }
    Optional<Slot> beside = opposite.take(line);
    if (beside.isPresent()) {
      latestOpposite = beside;
      return matched();
    }
    return Optional.empty();
  }

  /** Whether what was printed reaches to the end of the traffic's time. */
  public boolean ranItsTime() {
    return own.ranItsTime();
  }

  /** How far what was printed reaches, in seconds. */
  public double reached() {
    return own.reached();
  }

  private Optional<Slot> matched() {
    Optional<Slot> both =
        waiting.flatMap(
            slot ->
                latestOpposite.filter(other -> other.index() == slot.index()).map(slot::beside));
    if (both.isPresent()) {
      waiting = Optional.empty();
    }
    return both;
  }
}
