package org.tunnelbench.throughputprobe.counters;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How busy a host was just before its traffic, by what its counters say when the traffic begins.
 * The host's own average of ten seconds still holds the traffic before, so that is left out where
 * it is known when that ended. Used by threads that take turns.
 */
public final class PressureBefore {
  /** A shorter time says little; after a longer one the host's own average is of later. */
  private static final double SHORTEST_GAP = 1;

  private static final double LONGEST_GAP = 60;

  private Optional<Reading> last = Optional.empty();

  /** The last reading of some traffic. */
  synchronized void ended(Reading reading) {
    last = Optional.of(reading);
  }

  /** The share of the time before this first reading in which some task waited, 0 to 1. */
  synchronized OptionalDouble before(Reading first) {
    Optional<Reading> recent =
        last.filter(ended -> first.uptime() - ended.uptime() >= SHORTEST_GAP)
            .filter(ended -> first.uptime() - ended.uptime() <= LONGEST_GAP);
    if (recent.isEmpty()) {
      return last.isPresent() && first.uptime() - last.get().uptime() < SHORTEST_GAP
          ? OptionalDouble.empty()
          : first.recentPressure();
    }
    OptionalDouble from = recent.get().waited();
    OptionalDouble to = first.waited();
    return from.isPresent() && to.isPresent()
        ? OptionalDouble.of(
            Math.clamp(
                (to.getAsDouble() - from.getAsDouble()) / (first.uptime() - recent.get().uptime()),
                0,
                1))
        : OptionalDouble.empty();
  }
}
