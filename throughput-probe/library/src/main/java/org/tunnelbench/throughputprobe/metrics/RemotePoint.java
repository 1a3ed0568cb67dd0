package org.tunnelbench.throughputprobe.metrics;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A point of a series.
 *
 * @param labels of the series, its name under {@code __name__}
 * @param bits of the value, as {@link Double#doubleToRawLongBits}: a stale marker is one NaN of
 *     many
 * @param milliseconds since the epoch
 * @param trial that the point is an exemplar of
 */
record RemotePoint(
    SortedMap<String, String> labels, long bits, long milliseconds, Optional<String> trial) {
  /** What ends a series (prometheus, model/value/value.go: StaleNaN). */
  static final long STALE = 0x7ff0000000000002L;

  RemotePoint {
    labels = new TreeMap<>(labels);
  }
}
