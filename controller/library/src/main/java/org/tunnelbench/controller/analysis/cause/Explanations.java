package org.tunnelbench.controller.analysis.cause;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tunnelbench.controller.analysis.catalogue.Catalogue;
import org.tunnelbench.controller.analysis.catalogue.Symptom;
import org.tunnelbench.controller.analysis.effect.Effect;
import org.tunnelbench.controller.analysis.effect.Effects;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;
import org.tunnelbench.controller.analysis.shape.SeriesShape;
import org.tunnelbench.controller.analysis.shape.Shape;

/** Finds the cells that one option makes slow, by significant effects. */
public final class Explanations {
  /** Nobody gives up protection or the tunnel where another option would do. */
  private static final List<String> DEAR = List.of("protection", "tunnel");

  /** A cost of protection or of a tunnel is a fault only below this, or where the curve is ill. */
  private static final double DEAR_FAULT = 0.2;

  /** An option that costs less than this is no fault. */
  private static final double FAULT = 2.0 / 3;

  private static final Set<Shape> ILL =
      EnumSet.of(Shape.DECAYING, Shape.SAWTOOTH, Shape.STALLED, Shape.NO_TRAFFIC);

  private Explanations() {}

  /** One for each slow cell, the gravest first. */
  public static List<Explanation> of(Collection<MeasuredSeries> series, List<Effect> effects) {
    Map<Map.Entry<String, Map<String, String>>, Explanation> byCell = new LinkedHashMap<>();
    effects.stream()
        .filter(effect -> effect.significant() && !effect.factor().equals(Effects.KERNEL))
        .map(effect -> explanation(series, effect))
        .flatMap(Optional::stream)
        .sorted(
            comparingInt((Explanation explanation) -> DEAR.indexOf(explanation.factor()))
                .thenComparingDouble(Explanation::change))
        .forEach(
            explanation ->
                byCell.putIfAbsent(
                    Map.entry(
                        explanation.kernel(),
                        with(explanation.levels(), explanation.factor(), explanation.slow())),
                    explanation));
    return byCell.values().stream()
        .sorted(
            comparing((Explanation one) -> one.diagnoses().isEmpty())
                .thenComparingDouble(Explanation::change))
        .toList();
  }

  private static Optional<Explanation> explanation(
      Collection<MeasuredSeries> series, Effect effect) {
    boolean slows = effect.change() < 1;
    String slow = slows ? effect.to() : effect.from();
    String healthy = slows ? effect.from() : effect.to();
    Optional<MeasuredSeries> ill = find(series, effect, slow);
    Optional<MeasuredSeries> twin = find(series, effect, healthy);
    if (ill.isEmpty() || twin.isEmpty()) {
      return Optional.empty();
    }
    SeriesShape shape = SeriesShape.of(ill.get().points());
    double change = slows ? effect.change() : 1 / effect.change();
    if (!isFault(effect.factor(), change, shape.shape())) {
      return Optional.empty();
    }
    List<CounterEvidence> counters = CounterEvidence.of(ill.get(), twin.get());
    return Optional.of(
        new Explanation(
            effect.kernel(),
            effect.factor(),
            slow,
            healthy,
            effect.levels(),
            change,
            slows ? effect.low() : 1 / effect.high(),
            slows ? effect.high() : 1 / effect.low(),
            shape,
            counters,
            ill.get().counters().size(),
            Catalogue.diagnose(
                new Symptom(
                    effect.kernel(),
                    effect.factor(),
                    slow,
                    healthy,
                    effect.levels(),
                    change,
                    shape.shape(),
                    counters.stream().map(CounterEvidence::counter).toList()))));
  }

  private static boolean isFault(String factor, double change, Shape shape) {
    return DEAR.contains(factor)
        ? change < DEAR_FAULT || (ILL.contains(shape) && change < FAULT)
        : change < FAULT;
  }

  private static Optional<MeasuredSeries> find(
      Collection<MeasuredSeries> series, Effect effect, String level) {
    Map<String, String> levels = with(effect.levels(), effect.factor(), level);
    return series.stream()
        .filter(one -> one.kernel().equals(effect.kernel()) && one.levels().equals(levels))
        .findFirst();
  }

  private static Map<String, String> with(Map<String, String> levels, String factor, String level) {
    Map<String, String> all = new HashMap<>(levels);
    all.put(factor, level);
    return all;
  }
}
