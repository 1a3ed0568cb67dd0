package org.tunnelbench.controller.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.controller.analysis.cause.Explanation;
import org.tunnelbench.controller.analysis.cause.Explanations;
import org.tunnelbench.controller.analysis.effect.Ablation;
import org.tunnelbench.controller.analysis.effect.Effects;
import org.tunnelbench.controller.analysis.effect.LossSplit;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;
import org.tunnelbench.controller.analysis.shape.SeriesShape;

/**
 * What series say beyond their medians: shapes, effects, where throughput is lost, and why.
 *
 * @param series each with its shape
 * @param losses where bare underlay, tunnel and protection were measured apart
 * @param causes of the cells that one option makes slow, the gravest first
 * @param measured what all of it was told from, with the counters
 */
public record Analysis(
    List<Shaped> series,
    Effects effects,
    List<LossSplit> losses,
    List<Explanation> causes,
    List<MeasuredSeries> measured) {
  public Analysis {
    measured = List.copyOf(measured);
    series = List.copyOf(series);
    losses = List.copyOf(losses);
    causes = List.copyOf(causes);
  }

  /** Of series, wherever they come from. */
  public static Analysis of(Collection<MeasuredSeries> series) {
    List<Shaped> shaped = new ArrayList<>();
    series.forEach(one -> shaped.add(Shaped.of(one)));
    Ablation ablation = Ablation.of(series);
    return new Analysis(
        shaped,
        ablation.effects(),
        ablation.losses(),
        Explanations.of(series, ablation.effects().effects()),
        List.copyOf(series));
  }

  /** Of an experiment's series. */
  public static Analysis of(ExperimentResult result) {
    return of(MeasuredSeries.of(result));
  }

  /** A result with a finding for each of the causes. */
  public ExperimentResult explained(ExperimentResult result) {
    return ExperimentJudge.explained(result, causes);
  }

  /** A series and what its curve shows. */
  public record Shaped(
      String kernel, Map<String, String> levels, int repetition, int samples, SeriesShape shape) {
    static Shaped of(MeasuredSeries series) {
      return new Shaped(
          series.kernel(),
          series.levels(),
          series.repetition(),
          series.points().size(),
          SeriesShape.of(series.points()));
    }
  }
}
