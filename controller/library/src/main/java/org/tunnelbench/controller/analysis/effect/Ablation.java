package org.tunnelbench.controller.analysis.effect;

import java.util.Collection;
import java.util.List;

/**
 * What cells say of each other.
 *
 * @param losses of the protected tunnels whose parts were measured
 */
public record Ablation(Effects effects, List<LossSplit> losses) {
  public Ablation {
    losses = List.copyOf(losses);
  }

  /** Of all series; those without a point say nothing. */
  public static Ablation of(Collection<MeasuredSeries> series) {
    List<Cell> cells = Cell.of(series);
    return new Ablation(Effects.ofCells(cells), LossSplit.ofCells(cells));
  }
}
