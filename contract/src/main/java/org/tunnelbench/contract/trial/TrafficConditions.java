package org.tunnelbench.contract.trial;

import java.util.Optional;
import java.util.OptionalDouble;
import org.tunnelbench.contract.InvalidValueException;

/**
 * What was so at one end while traffic ran.
 *
 * @param toolVersion the line by which the tool names its version
 * @param pressureBefore the share of the time just before the traffic in which some task waited for
 *     a processor of the host's machine, 0 to 1; absent where its kernel does not tell
 * @param latency how long the other end took to answer while traffic ran; absent where nobody asked
 *     or nothing was answered
 */
public record TrafficConditions(
    String toolVersion, OptionalDouble pressureBefore, Optional<Latency> latency) {
  public TrafficConditions {
    InvalidValueException.unless(
        pressureBefore.isEmpty()
            || (pressureBefore.getAsDouble() >= 0 && pressureBefore.getAsDouble() <= 1),
        "pressureBefore",
        pressureBefore,
        "must be from 0 to 1");
  }
}
