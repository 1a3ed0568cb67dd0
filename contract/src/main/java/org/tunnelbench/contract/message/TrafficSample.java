package org.tunnelbench.contract.message;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.Counters;

/**
 * What one end of the traffic counted in one interval, all streams together.
 *
 * @param index of the interval, from 0, the same on both ends
 * @param start of the interval in seconds since this end's traffic began
 * @param seconds the interval's length
 * @param bytes received, or sent
 * @param retransmits TCP segments that this end sent again in the interval
 * @param at when the probe had read it
 * @param counters of the host, read since the sample before; absent where they were not
 * @param oppositeBytes where traffic runs in both directions: what the sender received, or the
 *     receiver sent
 * @param lostDatagrams that did not arrive, as the receiver of UDP tells
 */
public record TrafficSample(
    Attempt attempt,
    HostName host,
    End end,
    int index,
    double start,
    double seconds,
    long bytes,
    OptionalLong retransmits,
    Instant at,
    Optional<Counters> counters,
    OptionalLong oppositeBytes,
    OptionalLong lostDatagrams) {
  public TrafficSample {
    InvalidValueException.unless(index >= 0, "index", index, "must be 0 or more");
    InvalidValueException.unless(seconds > 0, "seconds", seconds, "must be more than 0");
    InvalidValueException.unless(bytes >= 0, "bytes", bytes, "must be 0 or more");
  }

  /** One without a reading of the host's counters. */
  public TrafficSample(
      Attempt attempt,
      HostName host,
      End end,
      int index,
      double start,
      double seconds,
      long bytes,
      OptionalLong retransmits,
      Instant at) {
    this(
        attempt,
        host,
        end,
        index,
        start,
        seconds,
        bytes,
        retransmits,
        at,
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /** The same without the host's counters. */
  public TrafficSample withoutCounters() {
    return counters.isEmpty()
        ? this
        : new TrafficSample(
            attempt,
            host,
            end,
            index,
            start,
            seconds,
            bytes,
            retransmits,
            at,
            Optional.empty(),
            oppositeBytes,
            lostDatagrams);
  }

  /** Throughput in Mbit/s, 10⁶ bits. */
  public double mbitPerSecond() {
    return bytes * 8 / seconds / 1e6;
  }
}
