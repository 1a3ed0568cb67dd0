package org.tunnelbench.controller.report;

import java.util.Locale;
import java.util.OptionalDouble;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.MedianInterval;
import org.tunnelbench.controller.analysis.Speed;

/**
 * How sure the medians of cells are, in words.
 *
 * @param isTold whether some cell has several trials, so that a column of it says something
 */
record CellSpread(boolean isTold) {
  private static final String NONE = "–";

  static CellSpread of(ExperimentResult result) {
    return new CellSpread(result.cells().stream().anyMatch(cell -> cell.measured() > 1));
  }

  /** {@code [380, 420]}, or that there is not enough data for it. */
  static String interval(CellResult cell) {
    return cell.interval().map(CellSpread::interval).orElse(NONE);
  }

  private static String interval(MedianInterval interval) {
    return interval.low().isPresent()
        ? "[%s, %s]"
            .formatted(
                Speed.text(interval.low().getAsDouble()),
                Speed.text(interval.high().orElse(Double.NaN)))
        : interval.basis().toString();
  }

  /** {@code 3.1 %}. */
  static String variation(CellResult cell) {
    OptionalDouble variation = cell.coefficientOfVariation();
    return variation.isPresent()
        ? String.format(Locale.ROOT, "%.1f %%", 100 * variation.getAsDouble())
        : NONE;
  }

  /** What the columns hold, or why there are none. */
  String explained() {
    return isTold
        ? "95 % interval: of the median over the trials; variation: the standard deviation of their medians by the mean."
        : "One trial a cell is not enough data for an interval.";
  }
}
