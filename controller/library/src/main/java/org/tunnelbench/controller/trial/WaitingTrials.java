package org.tunnelbench.controller.trial;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.host.PairEntry;

/**
 * The trials of an experiment that have not begun, in plan order, and after them those that are to
 * be repeated. Those of one pair stand in a row of their own: while its first cannot begin no other
 * of them can, so that to ask what can begin costs as much as there are pairs, and not trials.
 */
final class WaitingTrials {
  private record Turn(int repeats, int place, PlannedTrial trial) {
    private static final Comparator<Turn> ORDER =
        Comparator.comparingInt(Turn::repeats).thenComparingInt(Turn::place);

    static Turn of(PlannedTrial trial, int repeats) {
      return new Turn(repeats, trial.id().place(), trial);
    }
  }

  private final Map<PairEntry, NavigableSet<Turn>> rows = new HashMap<>();

  /** A trial waits, after so many attempts that are not counted. */
  void add(PlannedTrial trial, int repeats) {
    rows.computeIfAbsent(trial.pair(), pair -> new TreeSet<>(Turn.ORDER))
        .add(Turn.of(trial, repeats));
  }

  /** It waits no longer; to be told with the same number. */
  void remove(PlannedTrial trial, int repeats) {
    @Nullable NavigableSet<Turn> row = rows.get(trial.pair());
    if (row != null && row.remove(Turn.of(trial, repeats)) && row.isEmpty()) {
      rows.remove(trial.pair());
    }
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** All of them, in their order. */
  List<PlannedTrial> inOrder() {
    return rows.values().stream()
        .flatMap(NavigableSet::stream)
        .sorted(Turn.ORDER)
        .map(Turn::trial)
        .toList();
  }

  /**
   * Offers the first of each pair, in their order, and then the next of each pair whose trial was
   * taken.
   *
   * @param asked whether a pair's trials are offered at all
   * @param taken whether the trial waits no longer; it was removed then
   */
  void offer(Predicate<PairEntry> asked, Predicate<PlannedTrial> taken) {
    PriorityQueue<Turn> turns = new PriorityQueue<>(Turn.ORDER);
    rows.forEach(
        (pair, row) -> {
          if (asked.test(pair)) {
            turns.add(row.first());
          }
        });
    for (Turn next = turns.poll(); next != null; next = turns.poll()) {
      if (taken.test(next.trial())) {
        first(next.trial().pair()).ifPresent(turns::add);
      }
    }
  }

  private Optional<Turn> first(PairEntry pair) {
    return Optional.ofNullable(rows.get(pair)).map(NavigableSet::first);
  }
}
