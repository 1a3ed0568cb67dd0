package org.tunnelbench.controller.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.Finding;
import org.tunnelbench.controller.analysis.Cells;
import org.tunnelbench.controller.analysis.Speed;

/**
 * A sentence of the answer.
 *
 * @param bars the figures of a finding side by side; absent where it has no cure to compare with
 */
record Answer(String sentence, Optional<Bars> bars) {
  /** Every finding, or the summary where there is none. */
  static List<Answer> of(ExperimentResult result) {
    return result.findings().isEmpty()
        ? List.of(new Answer(result.summary(), Optional.empty()))
        : result.findings().stream()
            .map(finding -> new Answer(finding.sentence(), bars(result, finding)))
            .toList();
  }

  private static Optional<Bars> bars(ExperimentResult result, Finding finding) {
    Optional<CellResult> ill =
        result.cells().stream()
            .filter(cell -> cell.kernel().equals(finding.kernel()))
            .filter(cell -> finding.cells().contains(cell.levels()))
            .findFirst();
    Optional<CellResult> healed =
        ill.filter(cell -> !finding.factor().isEmpty())
            .flatMap(cell -> healed(result, cell, finding));
    return healed.map(cell -> bars(result, finding, ill.orElseThrow(), cell));
  }

  private static Optional<CellResult> healed(
      ExperimentResult result, CellResult ill, Finding finding) {
    Map<String, String> levels = new HashMap<>(ill.levels());
    levels.put(finding.factor(), finding.healthyLevel());
    return result.cells().stream()
        .filter(cell -> cell.kernel().equals(ill.kernel()) && cell.pair().equals(ill.pair()))
        .filter(cell -> cell.levels().equals(levels))
        .findFirst();
  }

  private static Bars bars(
      ExperimentResult result, Finding finding, CellResult ill, CellResult healed) {
    String slow = finding.factor() + " " + finding.slowLevel();
    String well = finding.factor() + " " + finding.healthyLevel();
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("this kernel, " + slow, ill.medianMbitPerSecond(), "bar-ill"));
    figures.add(
        new Figure("other kernels, " + slow, Cells.judged(result).elsewhere(ill), "bar-well"));
    figures.add(new Figure("this kernel, " + well, healed.medianMbitPerSecond(), "bar-well"));
    return Bars.of(figures.stream().filter(figure -> figure.speed().isPresent()).toList());
  }

  private record Figure(String word, OptionalDouble speed, String cssClass) {}

  /**
   * Horizontal bars.
   *
   * @param height of all of them, in the drawing's units
   * @param alternative the same in words
   */
  record Bars(int height, String alternative, List<Bar> bars) {
    private static final int ROW = 26;
    private static final int WIDTH = 320;

    private static Bars of(List<Figure> figures) {
      double most =
          figures.stream().mapToDouble(figure -> figure.speed().orElse(0)).reduce(1e-9, Math::max);
      List<Bar> bars = new ArrayList<>();
      for (Figure figure : figures) {
        double speed = figure.speed().orElse(0);
        bars.add(
            new Bar(
                figure.word(),
                Speed.text(speed) + " Mbit/s",
                figure.cssClass(),
                Math.toIntExact(Math.round(WIDTH * speed / most)),
                ROW * bars.size() + 5,
                ROW * bars.size() + 17));
      }
      return new Bars(
          ROW * bars.size(),
          String.join("; ", bars.stream().map(bar -> bar.word() + ": " + bar.figure()).toList()),
          bars);
    }
  }

  record Bar(String word, String figure, String cssClass, int width, int barY, int textY) {}
}
