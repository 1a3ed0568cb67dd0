package org.tunnelbench.controller.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.Ratio;
import org.tunnelbench.controller.analysis.Speed;
import org.tunnelbench.controller.analysis.catalogue.Diagnosis;
import org.tunnelbench.controller.analysis.cause.CounterEvidence;
import org.tunnelbench.controller.analysis.cause.Explanation;
import org.tunnelbench.controller.analysis.effect.Basis;
import org.tunnelbench.controller.analysis.effect.Effect;
import org.tunnelbench.controller.analysis.effect.LossSplit;

/** What the page and the terminal show of an analysis, in words. */
record Evidence(
    List<EffectRow> effects,
    String more,
    String family,
    String basis,
    List<LossRow> losses,
    List<CauseRow> causes,
    List<ShapeRow> shapes,
    String moreShapes) {
  /** Bound on the effects, and on the series, that are told one by one. */
  static final int MOST_TOLD = 200;

  private static final String NONE = "–";

  static Evidence of(ExperimentResult result, Analysis analysis) {
    Columns columns = Columns.of(result);
    List<Effect> effects =
        analysis.effects().effects().stream()
            .sorted(Comparator.comparing(effect -> !effect.significant()))
            .toList();
    boolean single = effects.stream().anyMatch(effect -> effect.basis() == Basis.WITHIN_SERIES);
    return new Evidence(
        effects.stream().limit(MOST_TOLD).map(effect -> EffectRow.of(columns, effect)).toList(),
        more(effects.size(), "effects"),
        analysis.effects().family(),
        single
            ? "Where a cell has a single series, its interval comes from within it and knows nothing of the variance between runs."
            : "",
        analysis.losses().stream().map(loss -> LossRow.of(columns, loss)).toList(),
        analysis.causes().stream().map(CauseRow::of).toList(),
        analysis.series().stream()
            .limit(MOST_TOLD)
            .map(series -> ShapeRow.of(columns, series))
            .toList(),
        more(analysis.series().size(), "series"));
  }

  boolean hasEffects() {
    return !effects.isEmpty();
  }

  boolean hasLosses() {
    return !losses.isEmpty();
  }

  boolean hasCauses() {
    return !causes.isEmpty();
  }

  boolean hasShapes() {
    return !shapes.isEmpty();
  }

  private static String more(int number, String what) {
    return number > MOST_TOLD ? "%d more %s are left out.".formatted(number - MOST_TOLD, what) : "";
  }

  private static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? Ratio.text(ratio.getAsDouble()) : NONE;
  }

  /** One effect. */
  record EffectRow(
      String kernel,
      String toggle,
      String equal,
      String change,
      String interval,
      String elsewhere,
      String significant,
      boolean ill) {
    static EffectRow of(Columns columns, Effect effect) {
      return new EffectRow(
          effect.kernel(),
          "%s: %s → %s".formatted(effect.factor(), word(effect.from()), word(effect.to())),
          columns.label(effect.levels()),
          "× " + Ratio.text(effect.change()),
          "[%s, %s]".formatted(Ratio.text(effect.low()), Ratio.text(effect.high())),
          effect.elsewhere().map(other -> "× " + Ratio.text(other.change())).orElse(NONE),
          effect.significant() ? "yes" : "no",
          effect.significant() && effect.change() < 1);
    }

    private static String word(String level) {
      return level.isEmpty() ? "(empty)" : level;
    }
  }

  /** Where one cell's speed is lost. */
  record LossRow(
      String kernel,
      String cell,
      String bare,
      String encapsulation,
      String crypto,
      String both,
      String unexplained) {
    static LossRow of(Columns columns, LossSplit loss) {
      return new LossRow(
          loss.kernel(),
          columns.label(loss.levels()),
          Speed.text(loss.bareMbitPerSecond()),
          Ratio.text(loss.encapsulation()),
          ratio(loss.crypto()),
          Ratio.text(loss.both()),
          ratio(loss.unexplained()));
    }
  }

  /** Why one cell is slow. */
  record CauseRow(
      String title, String sentence, List<String> counters, List<DiagnosisRow> diagnoses) {
    static CauseRow of(Explanation explanation) {
      return new CauseRow(
          "%s %s on Linux %s"
              .formatted(explanation.factor(), explanation.slow(), explanation.kernel()),
          explanation.sentence(),
          explanation.counters().stream().map(CounterEvidence::sentence).toList(),
          explanation.diagnoses().stream().map(DiagnosisRow::of).toList());
    }
  }

  /** A known fault. */
  record DiagnosisRow(
      String id,
      String title,
      String confidence,
      String cause,
      String change,
      String evidence,
      String commits,
      String sources) {
    static DiagnosisRow of(Diagnosis diagnosis) {
      return new DiagnosisRow(
          diagnosis.id(),
          diagnosis.title(),
          diagnosis.confidence().toString(),
          diagnosis.cause(),
          diagnosis.change(),
          String.join("; ", diagnosis.evidence()),
          diagnosis.commits().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(commit -> commit.getKey() + " " + commit.getValue())
              .collect(Collectors.joining(", ")),
          String.join(", ", diagnosis.sources()));
    }
  }

  /** The shape of one series. */
  record ShapeRow(
      String kernel,
      String series,
      String shape,
      String confidence,
      String median,
      String first,
      String last,
      String halfLife) {
    static ShapeRow of(Columns columns, Analysis.Shaped series) {
      return new ShapeRow(
          series.kernel(),
          (columns.label(series.levels())
                  + (series.repetition() > 1 ? " repetition " + series.repetition() : ""))
              .strip(),
          series.shape().shape().toString(),
          String.format(Locale.ROOT, "%.2f", series.shape().confidence()),
          Speed.text(series.shape().medianMbitPerSecond()),
          Speed.text(series.shape().firstMbitPerSecond()),
          Speed.text(series.shape().lastMbitPerSecond()),
          series.shape().halfLifeSeconds().isPresent()
              ? String.format(Locale.ROOT, "%.1f s", series.shape().halfLifeSeconds().getAsDouble())
              : NONE);
    }
  }
}
