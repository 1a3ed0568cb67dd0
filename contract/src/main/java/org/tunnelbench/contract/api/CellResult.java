package org.tunnelbench.contract.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tunnelbench.contract.host.HostName;

/**
 * A cell on one pair: what its trials say together.
 *
 * @param medianMbitPerSecond over the measured trials; absent where none was measured
 * @param ratioToPlainTunnel of the median to that of the same cell without protection; absent where
 *     either is missing
 * @param interval of the median; absent where no trial was measured, and in results of before there
 *     were intervals
 * @param coefficientOfVariation the standard deviation of the measured trials' medians by their
 *     mean; absent of fewer than two, and where nothing arrived
 */
public record CellResult(
    String kernel,
    List<HostName> pair,
    Map<String, String> levels,
    int measured,
    int trials,
    OptionalDouble medianMbitPerSecond,
    OptionalDouble ratioToPlainTunnel,
    Verdict verdict,
    Optional<MedianInterval> interval,
    OptionalDouble coefficientOfVariation) {
  /** The same beside the cells of the same experiment. */
  public CellResult compared(OptionalDouble ratio, Verdict judgement) {
    return new CellResult(
        kernel,
        pair,
        levels,
        measured,
        trials,
        medianMbitPerSecond,
        ratio,
        judgement,
        interval,
        coefficientOfVariation);
  }
}
