package org.tunnelbench.cli.bench;

/**
 * What one run of traffic carried, and what it cost.
 *
 * @param mbitPerSecond that the receiver got
 * @param processorSecondsPerGbit of both guests, 10⁹ bits
 */
record ProbeRun(double mbitPerSecond, double processorSecondsPerGbit) {
  static ProbeRun of(double bits, double seconds, double processorSeconds) {
    return new ProbeRun(bits / seconds / 1e6, processorSeconds / (bits / 1e9));
  }
}
