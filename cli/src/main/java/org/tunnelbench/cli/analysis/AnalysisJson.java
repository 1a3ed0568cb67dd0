package org.tunnelbench.cli.analysis;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.catalogue.Diagnosis;
import org.tunnelbench.controller.analysis.cause.CounterEvidence;
import org.tunnelbench.controller.analysis.cause.Explanation;
import org.tunnelbench.controller.analysis.effect.AcrossKernels;
import org.tunnelbench.controller.analysis.effect.Effect;
import org.tunnelbench.controller.analysis.effect.LossSplit;
import org.tunnelbench.controller.analysis.shape.Shape;

/**
 * What {@code analyze --json} prints.
 *
 * @param summary the answer in a sentence or two
 * @param cells what the repetitions of each combination of levels say together
 * @param effects of factors, and those between kernels, whose factor is {@code kernel}
 * @param interactions what the same toggle does on each of several kernels
 * @param family of effects within which significance is corrected
 */
record AnalysisJson(
    String name,
    String summary,
    List<Series> series,
    List<CellResult> cells,
    List<Effect> effects,
    List<AcrossKernels> interactions,
    String family,
    List<LossSplit> losses,
    List<Cause> causes) {
  static AnalysisJson of(ExperimentResult result, Analysis analysis) {
    return new AnalysisJson(
        result.name(),
        result.summary(),
        analysis.series().stream().map(Series::of).toList(),
        result.cells(),
        analysis.effects().effects(),
        analysis.effects().interactions(),
        analysis.effects().family(),
        analysis.losses(),
        analysis.causes().stream().map(Cause::of).toList());
  }

  /**
   * A series.
   *
   * @param confidence the probability of the shape, from 0 to 1
   * @param halfLifeSeconds of a decay, to half of its first level
   */
  record Series(
      String kernel,
      Map<String, String> levels,
      int repetition,
      int samples,
      Shape shape,
      double confidence,
      double medianMbitPerSecond,
      double firstMbitPerSecond,
      double lastMbitPerSecond,
      OptionalDouble halfLifeSeconds) {
    static Series of(Analysis.Shaped series) {
      return new Series(
          series.kernel(),
          series.levels(),
          series.repetition(),
          series.samples(),
          series.shape().shape(),
          series.shape().confidence(),
          series.shape().medianMbitPerSecond(),
          series.shape().firstMbitPerSecond(),
          series.shape().lastMbitPerSecond(),
          series.shape().halfLifeSeconds());
    }
  }

  /** Why a cell is slow. */
  record Cause(
      String kernel,
      String factor,
      String slow,
      String healthy,
      Map<String, String> levels,
      double change,
      double low,
      double high,
      Shape shape,
      String sentence,
      int countersRead,
      int countersJudged,
      List<CounterEvidence> counters,
      List<Diagnosis> diagnoses) {
    static Cause of(Explanation explanation) {
      return new Cause(
          explanation.kernel(),
          explanation.factor(),
          explanation.slow(),
          explanation.healthy(),
          explanation.levels(),
          explanation.change(),
          explanation.low(),
          explanation.high(),
          explanation.shape().shape(),
          explanation.sentence(),
          explanation.countersRead(),
          explanation.countersJudged(),
          explanation.counters(),
          explanation.diagnoses());
    }
  }
}
