package org.tunnelbench.throughputprobe.traffic.iperf3;

import java.util.OptionalLong;

/**
 * What one end counted, at its place in the series.
 *
 * @param index of the planned interval, from 0
 * @param start in seconds since this end's traffic began
 * @param seconds the length, more than 0
 */
public record Slot(int index, double start, double seconds, long bytes, OptionalLong retransmits) {}
