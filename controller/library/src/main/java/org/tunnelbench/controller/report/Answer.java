package org.tunnelbench.controller.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.Finding;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.Cells;
import org.tunnelbench.controller.analysis.Speed;
import org.tunnelbench.controller.analysis.catalogue.Diagnosis;
import org.tunnelbench.controller.analysis.cause.CounterEvidence;
import org.tunnelbench.controller.analysis.cause.Explanation;

/**
 * A finding in words.
 *
 * @param sentence what is slow
 * @param why the cause, where one is known apart from the sentence
 * @param change what to change, where that is known apart from the sentence
 * @param bars the figures of a finding side by side; absent where it has no cure to compare with
 */
record Answer(String sentence, Optional<String> why, Optional<String> change, Optional<Bars> bars) {
  /** Bound on the findings that are told one by one. */
  static final int MOST_TOLD = 5;

  /** The gravest findings, or the summary where there is none. */
  static List<Answer> of(ExperimentResult result, Analysis analysis) {
    return result.findings().isEmpty()
        ? List.of(
            new Answer(result.summary(), Optional.empty(), Optional.empty(), Optional.empty()))
        : result.findings().stream()
            .limit(MOST_TOLD)
            .map(finding -> of(result, analysis, finding))
            .toList();
  }

  private static Answer of(ExperimentResult result, Analysis analysis, Finding finding) {
    Optional<Bars> bars = bars(result, finding);
    return analysis.causes().stream()
        .filter(cause -> cause.factor().equals(finding.factor()))
        .filter(cause -> finding.tells(cause.kernel(), cause.slowLevels()))
        .findFirst()
        .map(cause -> of(finding, cause, bars))
        .orElse(new Answer(finding.sentence(), Optional.empty(), Optional.empty(), bars));
  }

  /** A finding that is made of the cause is its sentence; any other says itself what to change. */
  private static Answer of(Finding finding, Explanation cause, Optional<Bars> bars) {
    String own = cause.sentence();
    return finding.sentence().startsWith(own)
        ? new Answer(
            cause.effect() + finding.sentence().substring(own.length()),
            why(cause),
            Optional.of(change(cause)),
            bars)
        : new Answer(finding.sentence(), why(cause), Optional.empty(), bars);
  }

  private static Optional<String> why(Explanation cause) {
    return Stream.concat(
            cause.diagnoses().stream()
                .limit(1)
                .map(
                    known ->
                        "%s (known fault %s, confidence %s)"
                            .formatted(known.title(), known.id(), known.confidence())),
            cause.counters().stream().limit(1).map(CounterEvidence::sentence))
        .reduce((fault, counter) -> fault + "; " + counter);
  }

  private static String change(Explanation cause) {
    return cause.diagnoses().stream()
        .findFirst()
        .map(Diagnosis::change)
        .orElse(cause.factor() + " " + cause.healthy());
  }

  private static Optional<Bars> bars(ExperimentResult result, Finding finding) {
    return ill(result, finding)
        .flatMap(
            ill -> healed(result, ill, finding).map(healed -> bars(result, finding, ill, healed)));
  }

  /** The first of the finding's cells. */
  static Optional<CellResult> ill(ExperimentResult result, Finding finding) {
    return result.cells().stream()
        .filter(cell -> finding.tells(cell.kernel(), cell.levels()))
        .findFirst();
  }

  /** The cell that the finding's cure makes of it; absent where it has none. */
  static Optional<CellResult> healed(ExperimentResult result, CellResult ill, Finding finding) {
    if (finding.factor().isEmpty()) {
      return Optional.empty();
    }
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
   * @param alternative the same in words
   */
  record Bars(String alternative, List<Bar> bars) {
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
                Math.toIntExact(Math.round(WIDTH * speed / most))));
      }
      return new Bars(
          String.join("; ", bars.stream().map(bar -> bar.word() + ": " + bar.figure()).toList()),
          bars);
    }
  }

  /**
   * One bar.
   *
   * @param width in the drawing's units
   */
  record Bar(String word, String figure, String cssClass, int width) {}
}
