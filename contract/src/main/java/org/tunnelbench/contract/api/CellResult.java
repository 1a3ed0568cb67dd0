package org.tunnelbench.contract.api;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.tunnelbench.contract.host.HostName;

/**
 * A cell on one pair: what its trials say together.
 *
 * @param medianMbitPerSecond over the measured trials; absent where none was measured
 * @param ratioToPlainTunnel of the median to that of the same cell without protection; absent where
 *     either is missing
 */
public record CellResult(
    String kernel,
    List<HostName> pair,
    Map<String, String> levels,
    int measured,
    int trials,
    OptionalDouble medianMbitPerSecond,
    OptionalDouble ratioToPlainTunnel,
    Verdict verdict) {}
