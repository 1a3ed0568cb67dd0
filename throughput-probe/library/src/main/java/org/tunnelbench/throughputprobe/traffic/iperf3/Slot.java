package org.tunnelbench.throughputprobe.traffic.iperf3;

import java.util.OptionalLong;

/**
 * What one end counted, at its place in the series.
 *
 * @param index of the planned interval, from 0
 * @param start in seconds since this end's traffic began
 * @param seconds the length, more than 0
 * @param oppositeBytes counted at the same time in the other of two directions
 * @param lostDatagrams of UDP that did not arrive
 */
public record Slot(
    int index,
    double start,
    double seconds,
    long bytes,
    OptionalLong retransmits,
    OptionalLong oppositeBytes,
    OptionalLong lostDatagrams) {
  /** The same beside what the end counted in the other direction. */
  Slot beside(Slot opposite) {
    OptionalLong sentAgain = retransmits.isPresent() ? retransmits : opposite.retransmits;
    OptionalLong lost = lostDatagrams.isPresent() ? lostDatagrams : opposite.lostDatagrams;
    return new Slot(index, start, seconds, bytes, sentAgain, OptionalLong.of(opposite.bytes), lost);
  }
}
