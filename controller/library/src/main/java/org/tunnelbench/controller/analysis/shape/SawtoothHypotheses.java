package org.tunnelbench.controller.analysis.shape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The ways to see a series as equal teeth: a gradual way, and back at once. */
final class SawtoothHypotheses {
  private static final double TEETH = 0.08;

  /** Teeth that ride on a decline. */
  private static final double ON_A_DECLINE = 0.03;

  private static final double LEAST_TEETH = 2;

  /** Samples of the shortest tooth. */
  private static final double SHORTEST = 4;

  /** Between frequencies, in periods per series: finer makes no difference at its end. */
  private static final double RESOLUTION = 0.25;

  private static final int PHASES = 6;

  private static final List<Tooth> TEETH_OF_ALL_KINDS = teeth();

  private final double[] rates;

  SawtoothHypotheses(double[] rates) {
    this.rates = rates;
  }

  List<Hypothesis> all() {
    List<Row> rows = rows();
    List<Hypothesis> all = new ArrayList<>();
    rows.forEach(row -> all.add(Hypothesis.of(Shape.SAWTOOTH, row.logWeight())));
    rows.stream()
        .max(Comparator.comparingDouble(Row::logWeight))
        .ifPresent(best -> all.addAll(onDeclines(best, rows.size())));
    return all;
  }

  /** A row of teeth whose tops decline is a decline. */
  private List<Hypothesis> onDeclines(Row row, int rows) {
    double[] untoothed = rates.clone();
    double logScale = 0;
    for (int i = 0; i < untoothed.length; i++) {
      int place = (int) ((row.phase() + i * row.frequency()) % 1 * Tooth.PLACES);
      untoothed[i] *= row.tooth().inverse()[place];
      logScale += row.tooth().logs()[place];
    }
    double shift = logScale;
    return new SmoothHypotheses(untoothed)
        .declines(Math.log(ON_A_DECLINE / rows)).stream()
            .map(
                hypothesis ->
                    new Hypothesis(
                        Shape.DECAYING, hypothesis.logWeight() - shift, hypothesis.decline()))
            .toList();
  }

  private List<Row> rows() {
    Evidence evidence = new Evidence(rates);
    int samples = rates.length;
    int frequencies = (int) Math.floor((samples / SHORTEST - LEAST_TEETH) / RESOLUTION) + 1;
    List<Row> rows = new ArrayList<>();
    double each = Math.log(TEETH / Math.max(1, frequencies * PHASES * TEETH_OF_ALL_KINDS.size()));
    for (int step = 0; step < frequencies; step++) {
      double frequency = (LEAST_TEETH + step * RESOLUTION) / samples;
      for (int shift = 0; shift < PHASES; shift++) {
        double phase = (shift + 0.5) / PHASES;
        for (Tooth tooth : TEETH_OF_ALL_KINDS) {
          rows.add(
              new Row(
                  tooth, frequency, phase, each + evidence.ofPeriodic(tooth, frequency, phase)));
        }
      }
    }
    return rows;
  }

  private static List<Tooth> teeth() {
    List<Tooth> teeth = new ArrayList<>();
    for (boolean falling : List.of(true, false)) {
      teeth.add(Tooth.of(0.5, falling, false));
      teeth.add(Tooth.of(0.75, falling, false));
      teeth.add(Tooth.of(0.75, falling, true));
      teeth.add(Tooth.of(0.92, falling, true));
    }
    return List.copyOf(teeth);
  }

  private record Row(Tooth tooth, double frequency, double phase, double logWeight) {}
}
