package org.tunnelbench.throughputprobe.metrics;

/** What became of the traffic of a trial at one end. */
public enum Outcome {
  /** It ran its time. */
  MEASURED,
  /** It did not. */
  FAILED,
  /** It was told to stop. */
  STOPPED
}
