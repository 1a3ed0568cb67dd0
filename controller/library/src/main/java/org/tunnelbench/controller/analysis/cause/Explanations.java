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

  private static final Set<Shape> ILL = EnumSet.of(Shape.DECAYING, Shape.STALLED, Shape.NO_TRAFFIC);

  private Explanations() {}

  /** Whether a factor is one that nobody gives up for speed. */
  public static boolean isDear(String factor) {
    return DEAR.contains(factor);
  }

  /** One for each slow cell, the gravest first. */
  public static List<Explanation> of(Collection<MeasuredSeries> series, List<Effect> effects) {
    Shapes shapes = new Shapes(series);
    Map<CellName, Fault> byCell = new LinkedHashMap<>();
    effects.stream()
        .filter(effect -> effect.significant() && !effect.factor().equals(Effects.KERNEL))
        .map(Fault::of)
        .filter(fault -> fault.isOf(shapes))
        .sorted(
            comparingInt((Fault fault) -> DEAR.indexOf(fault.effect().factor()))
                .thenComparingDouble(Fault::change))
        .forEach(fault -> byCell.putIfAbsent(fault.cell(), fault));
    return byCell.values().stream()
        .map(fault -> explanation(fault, shapes))
        .flatMap(Optional::stream)
        .sorted(
            comparing((Explanation one) -> one.diagnoses().isEmpty())
                .thenComparingDouble(Explanation::change))
        .toList();
  }

  private static Optional<Explanation> explanation(Fault fault, Shapes shapes) {
    return shapes
        .series(fault.cell())
        .flatMap(
            ill ->
                shapes
                    .series(fault.twin())
                    .map(twin -> explanation(fault, ill, twin, shapes.of(fault.cell(), ill))));
  }

  private static Explanation explanation(
      Fault fault, MeasuredSeries ill, MeasuredSeries twin, SeriesShape shape) {
    Effect effect = fault.effect();
    List<CounterEvidence> counters = CounterEvidence.of(ill, twin);
    return new Explanation(
        effect.kernel(),
        effect.factor(),
        fault.slow(),
        fault.healthy(),
        effect.levels(),
        fault.change(),
        fault.low(),
        fault.high(),
        shape,
        counters,
        ill.counters().size(),
        CounterEvidence.judged(ill),
        Catalogue.diagnose(
            new Symptom(
                effect.kernel(),
                effect.factor(),
                fault.slow(),
                fault.healthy(),
                effect.levels(),
                fault.change(),
                shape.shape(),
                counters.stream().map(CounterEvidence::kernelsName).toList())));
  }

  /** A significant effect as what makes one of its two cells slow. */
  private record Fault(Effect effect, boolean slows) {
    static Fault of(Effect effect) {
      return new Fault(effect, effect.change() < 1);
    }

    String slow() {
      return slows ? effect.to() : effect.from();
    }

    String healthy() {
      return slows ? effect.from() : effect.to();
    }

    double change() {
      return slows ? effect.change() : 1 / effect.change();
    }

    double low() {
      return slows ? effect.low() : 1 / effect.high();
    }

    double high() {
      return slows ? effect.high() : 1 / effect.low();
    }

    CellName cell() {
      return name(slow());
    }

    CellName twin() {
      return name(healthy());
    }

    private CellName name(String level) {
      Map<String, String> all = new HashMap<>(effect.levels());
      all.put(effect.factor(), level);
      return new CellName(effect.kernel(), all);
    }

    /** Whether it is more than what its factor may cost; its curve is looked at only in doubt. */
    boolean isOf(Shapes shapes) {
      if (!isDear(effect.factor())) {
        return change() < FAULT;
      }
      return high() < DEAR_FAULT
          || (change() < FAULT
              && shapes
                  .series(cell())
                  .filter(ill -> ILL.contains(shapes.of(cell(), ill).shape()))
                  .isPresent());
    }
  }

  private record CellName(String kernel, Map<String, String> levels) {}

  /** The first series of each cell, and the shapes of those that were asked for. */
  private static final class Shapes {
    private final Map<CellName, MeasuredSeries> first = new HashMap<>();
    private final Map<CellName, SeriesShape> shapes = new HashMap<>();

    Shapes(Collection<MeasuredSeries> series) {
      series.forEach(one -> first.putIfAbsent(new CellName(one.kernel(), one.levels()), one));
    }

    Optional<MeasuredSeries> series(CellName cell) {
      return Optional.ofNullable(first.get(cell));
    }

    SeriesShape of(CellName cell, MeasuredSeries series) {
      return shapes.computeIfAbsent(cell, name -> SeriesShape.of(series.points()));
    }
  }
}
