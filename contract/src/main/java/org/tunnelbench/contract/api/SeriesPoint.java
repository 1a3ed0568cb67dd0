package org.tunnelbench.contract.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.tunnelbench.contract.trial.Counters;

/**
 * One interval of a trial's traffic, both ends beside each other.
 *
 * @param start seconds since the traffic began
 * @param seconds the interval's length
 * @param receivedBytes by the receiver, or by both ends where both send: what throughput is taken
 *     from
 * @param sentBytes by the sender; absent where that end was not heard of
 * @param senderCounters of the sender's host, where they were read in this interval
 * @param receiverCounters likewise of the receiver's
 * @param oppositeBytes of the received, those that the pair's second host sent while the first did
 *     too
 * @param lostDatagrams of UDP that did not arrive
 */
public record SeriesPoint(
    double start,
    double seconds,
    long receivedBytes,
    OptionalLong sentBytes,
    OptionalLong retransmits,
    Optional<Counters> senderCounters,
    Optional<Counters> receiverCounters,
    OptionalLong oppositeBytes,
    OptionalLong lostDatagrams) {
  /** One without any host's counters. */
  public SeriesPoint(
      double start,
      double seconds,
      long receivedBytes,
      OptionalLong sentBytes,
      OptionalLong retransmits) {
    this(
        start,
        seconds,
        receivedBytes,
        sentBytes,
        retransmits,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /** The same without the hosts' counters. */
  public SeriesPoint withoutCounters() {
    return new SeriesPoint(
        start,
        seconds,
        receivedBytes,
        sentBytes,
        retransmits,
        Optional.empty(),
        Optional.empty(),
        oppositeBytes,
        lostDatagrams);
  }

  /** Both hosts' counters, with {@code sender_} or {@code receiver_} before the name. */
  public Map<String, Long> counters() {
    Map<String, Long> both = new HashMap<>();
    senderCounters.ifPresent(
        read -> read.byName().forEach((name, value) -> both.put("sender_" + name, value)));
    receiverCounters.ifPresent(
        read -> read.byName().forEach((name, value) -> both.put("receiver_" + name, value)));
    return both;
  }

  /** Received throughput in Mbit/s, 10⁶ bits. */
  public double mbitPerSecond() {
    return receivedBytes * 8 / seconds / 1e6;
  }
}
