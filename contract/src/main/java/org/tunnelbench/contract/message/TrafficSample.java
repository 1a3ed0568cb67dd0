package org.tunnelbench.contract.message;

import java.time.Instant;
import java.util.OptionalLong;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Attempt;

/**
 * What one end of the traffic counted in one interval, all streams together.
 *
 * @param index of the interval, from 0, the same on both ends
 * @param start of the interval in seconds since this end's traffic began
 * @param seconds the interval's length
 * @param bytes received, or sent
 * @param retransmits TCP segments sent again in the interval; the sender's alone
 * @param at when the probe had read it
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
    Instant at) {
  public TrafficSample {
    InvalidValueException.unless(index >= 0, "index", index, "must be 0 or more");
    InvalidValueException.unless(seconds > 0, "seconds", seconds, "must be more than 0");
    InvalidValueException.unless(bytes >= 0, "bytes", bytes, "must be 0 or more");
  }

  /** Throughput in Mbit/s, 10⁶ bits. */
  public double mbitPerSecond() {
    return bytes * 8 / seconds / 1e6;
  }
}
