package org.tunnelbench.throughputprobe.counters;

import java.util.OptionalDouble;
import org.tunnelbench.contract.trial.Counters;

/**
 * What a host's counters stood at.
 *
 * @param uptime seconds since the host started
 * @param recentPressure the share of the last ten seconds or so in which some task waited for a
 *     processor, 0 to 1 ({@code avg10} of /proc/pressure/cpu)
 */
record Reading(double uptime, OptionalDouble recentPressure, Counters counters) {
  private static final String PRESSURE = "cpu_pressure_us";

  /** How long some task has waited for a processor since the host started, in seconds. */
  OptionalDouble waited() {
    Long microseconds = counters.byName().get(PRESSURE);
    return microseconds == null ? OptionalDouble.empty() : OptionalDouble.of(microseconds / 1e6);
  }
}
