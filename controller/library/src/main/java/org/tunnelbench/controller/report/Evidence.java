package org.tunnelbench.controller.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.Ratio;
import org.tunnelbench.controller.analysis.Speed;
import org.tunnelbench.controller.analysis.cause.Explanation;
import org.tunnelbench.controller.analysis.effect.AcrossKernels;
import org.tunnelbench.controller.analysis.effect.Basis;
import org.tunnelbench.controller.analysis.effect.Effect;
import org.tunnelbench.controller.analysis.effect.LossSplit;

/** What the page and the terminal show of an analysis, in words. */
record Evidence(
    List<EffectRow> effects,
    String more,
    List<EffectRow> between,
    String moreBetween,
    List<String> acrossKernels,
    String family,
    String basis,
    List<InteractionRow> interactions,
    List<LossRow> losses,
    List<CauseRow> causes,
    String moreCauses,
    List<ShapeRow> shapes,
    String moreShapes) {
  /** Bound on the effects, and on the series, that are told one by one. */
  static final int MOST_TOLD = 200;

  /** Bound on the causes that are told one by one, each with its curves. */
  static final int MOST_CAUSES = 20;

  static final String NONE = "–";

  static Evidence of(ExperimentResult result, Analysis analysis) {
    return of(result, analysis, Counters.of(analysis));
  }

  static Evidence of(ExperimentResult result, Analysis analysis, Counters counters) {
    Columns columns = Columns.of(result);
    List<Effect> effects = told(analysis.effects().effects(false));
    List<Effect> between = told(analysis.effects().effects(true));
    boolean single =
        Stream.concat(effects.stream(), between.stream())
            .anyMatch(effect -> effect.basis() != Basis.REPETITIONS);
    return new Evidence(
        rows(columns, effects.stream().limit(MOST_TOLD).toList()),
        more(effects.size(), MOST_TOLD, "effects"),
        rows(columns, between.stream().limit(MOST_TOLD).toList()),
        more(between.size(), MOST_TOLD, "effects between kernels"),
        analysis.effects().interactions().stream()
            .filter(AcrossKernels::significant)
            .map(AcrossKernels::sentence)
            .limit(MOST_TOLD)
            .toList(),
        analysis.effects().family(),
        single
            ? "Where a cell has a single series, its interval comes from within it and knows"
                + " nothing of the variance between runs."
            : "",
        interactions(columns, effects),
        analysis.losses().stream().map(loss -> LossRow.of(columns, loss)).toList(),
        causes(analysis, counters),
        more(analysis.causes().size(), MOST_CAUSES, "causes"),
        analysis.series().stream()
            .limit(MOST_TOLD)
            .map(series -> ShapeRow.of(columns, series))
            .toList(),
        more(analysis.series().size(), MOST_TOLD, "series"));
  }

  /** The significant ones first. */
  private static List<Effect> told(List<Effect> effects) {
    return effects.stream().sorted(Comparator.comparing(effect -> !effect.significant())).toList();
  }

  private static List<EffectRow> rows(Columns columns, List<Effect> effects) {
    Interval.Axis axis = Interval.Axis.of(effects);
    return effects.stream().map(effect -> EffectRow.of(columns, effect, axis)).toList();
  }

  private static List<InteractionRow> interactions(Columns columns, List<Effect> effects) {
    return effects.stream()
        .map(effect -> InteractionRow.of(columns, effect))
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(row -> !row.differs()))
        .limit(MOST_TOLD)
        .toList();
  }

  private static List<CauseRow> causes(Analysis analysis, Counters counters) {
    List<CauseRow> rows = new ArrayList<>();
    for (Explanation cause : analysis.causes().stream().limit(MOST_CAUSES).toList()) {
      rows.add(CauseRow.of(cause, Twins.of(rows.size(), cause, analysis, counters)));
    }
    return rows;
  }

  /** What the page's script draws of the causes. */
  List<Twins> twins() {
    return causes.stream().map(CauseRow::twins).flatMap(Optional::stream).toList();
  }

  boolean hasInteractions() {
    return !interactions.isEmpty();
  }

  boolean hasBetween() {
    return !between.isEmpty();
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

  private static String more(int number, int told, String what) {
    return number > told ? "%d more %s are left out.".formatted(number - told, what) : "";
  }

  private static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? Ratio.text(ratio.getAsDouble()) : NONE;
  }

  /**
   * Where one cell's speed is lost.
   *
   * @param kept what is left of the bare underlay's speed, in the drawing's units
   * @param tunnelAlone what the tunnel without ESP leaves of it
   */
  record LossRow(
      String kernel,
      String cell,
      String bare,
      String encapsulation,
      String crypto,
      String both,
      String unexplained,
      int kept,
      int tunnelAlone) {
    private static final int WIDTH = 150;

    static LossRow of(Columns columns, LossSplit loss) {
      return new LossRow(
          loss.kernel(),
          columns.label(loss.levels()),
          Speed.text(loss.bareMbitPerSecond()),
          Ratio.text(loss.encapsulation()),
          ratio(loss.crypto()),
          Ratio.text(loss.both()),
          ratio(loss.unexplained()),
          width(loss.both()),
          width(loss.encapsulation()));
    }

    private static int width(double share) {
      return Math.toIntExact(Math.round(WIDTH * Math.min(1, share)));
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
