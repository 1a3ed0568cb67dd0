package org.tunnelbench.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What trials that end as soon as they are enough cost and say.
 *
 * @param goal in words
 * @param cells that were measured both ways
 * @param traffic their seconds of traffic by those of five fixed runs of 60 s
 * @param agreement the share of the cells of which both say the same
 * @param fixedAgreement the share of which five other fixed runs say the same as the first five: no
 *     rule can be expected to do better
 * @param kinds the same for each kind of cell
 * @param reached whether the goal was reached
 */
record AdaptiveResult(
    String name,
    String goal,
    int cells,
    long seed,
    double traffic,
    double agreement,
    double fixedAgreement,
    List<Row> kinds,
    boolean reached)
    implements BenchmarkResult {
  /** The most of the traffic that is to be used. */
  static final double MOST_TRAFFIC = 0.2;

  /** By how much less the agreement may be than that of other fixed runs. */
  static final double MARGIN = 0.05;

  /** What was told of one cell. */
  record Told(String kind, double traffic, boolean agrees, boolean fixedAgrees) {}

  /** All cells of one kind. */
  record Row(String kind, int cells, double traffic, double agreement, double fixedAgreement) {
    static Row of(String kind, List<Told> told) {
      return new Row(
          kind,
          told.size(),
          told.stream().mapToDouble(Told::traffic).average().orElse(0),
          told.stream().filter(Told::agrees).count() / (double) told.size(),
          told.stream().filter(Told::fixedAgrees).count() / (double) told.size());
    }
  }

  static AdaptiveResult of(long seed, List<Told> told) {
    Map<String, List<Told>> byKind = new LinkedHashMap<>();
    told.forEach(one -> byKind.computeIfAbsent(one.kind(), kind -> new ArrayList<>()).add(one));
    Row all = Row.of("all", told);
    return new AdaptiveResult(
        Adaptive.NAME,
        "the verdicts of five fixed runs of 60 s, as often as five other such runs have them"
            + " (within 5 %), on at most a fifth of the traffic",
        told.size(),
        seed,
        all.traffic(),
        all.agreement(),
        all.fixedAgreement(),
        byKind.entrySet().stream().map(kind -> Row.of(kind.getKey(), kind.getValue())).toList(),
        all.traffic() <= MOST_TRAFFIC && all.agreement() >= all.fixedAgreement() - MARGIN);
  }

  @Override
  public String text() {
    StringBuilder text =
        new StringBuilder(
            "trials that end as soon as they are enough, against five fixed runs of 60 s: %d cells (seed %d)\n"
                .formatted(cells, seed));
    kinds.forEach(kind -> text.append(line(kind)));
    text.append(line(new Row("all", cells, traffic, agreement, fixedAgreement)));
    return text + "  goal: " + goal + (reached ? ": reached\n" : ": not reached\n");
  }

  private static String line(Row row) {
    return String.format(
        Locale.ROOT,
        "  %-18s %6d  traffic %5.1f %%  agree %5.1f %%  (five other fixed runs: %5.1f %%)\n",
        row.kind(),
        row.cells(),
        100 * row.traffic(),
        100 * row.agreement(),
        100 * row.fixedAgreement());
  }
}
