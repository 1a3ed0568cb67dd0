package org.tunnelbench.contract.api;

import java.util.OptionalLong;

/**
 * One interval of a trial's traffic, both ends beside each other.
 *
 * @param start seconds since the traffic began
 * @param seconds the interval's length
 * @param receivedBytes by the receiver: what throughput is taken from
 * @param sentBytes by the sender; absent where that end was not heard of
 */
public record SeriesPoint(
    double start,
    double seconds,
    long receivedBytes,
    OptionalLong sentBytes,
    OptionalLong retransmits) {
  /** Received throughput in Mbit/s, 10⁶ bits. */
  public double mbitPerSecond() {
    return receivedBytes * 8 / seconds / 1e6;
  }
}
