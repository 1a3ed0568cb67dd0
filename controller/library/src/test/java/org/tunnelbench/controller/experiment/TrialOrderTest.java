package org.tunnelbench.controller.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.tunnelbench.controller.trial.ExperimentPlan.Slot;

class TrialOrderTest {
  @Property(tries = 200)
  void everyCellOfEveryPairComesOnceBeforeAnyComesTwice(
      @ForAll @IntRange(min = 1, max = 5) int pairs,
      @ForAll @IntRange(min = 1, max = 12) int cells,
      @ForAll @IntRange(min = 1, max = 4) int repetitions,
      @ForAll long seed) {
    List<Slot> order = TrialOrder.of(pairs, cells, repetitions, seed);

    assertThat(order).hasSize(pairs * cells * repetitions);
    for (int repetition = 1; repetition <= repetitions; repetition++) {
      int block = pairs * cells;
      List<Slot> slots = order.subList((repetition - 1) * block, repetition * block);
      assertThat(new HashSet<>(slots)).hasSize(block);
      assertThat(slots).extracting(Slot::repetition).containsOnly(repetition);
    }
  }

  @Property(tries = 50)
  void aSeedAlwaysGivesTheSameOrder(@ForAll long seed) {
    assertThat(TrialOrder.of(3, 5, 2, seed)).isEqualTo(TrialOrder.of(3, 5, 2, seed));
  }

  @Example
  void theOrderOfASeedIsTheSameInEveryVersion() {
    assertThat(written(TrialOrder.of(2, 3, 2, 42)))
        .isEqualTo("0.2 1.0 1.1 0.1 1.2 0.0 1.2 0.1 0.0 1.1 0.2 1.0");
    assertThat(written(TrialOrder.of(2, 3, 2, 43)))
        .isEqualTo("0.0 1.1 1.2 1.0 0.1 0.2 0.2 1.0 0.0 1.2 1.1 0.1");
  }

  @Example
  void eachCellIsFirstAboutAsOftenAsAnyOther() {
    int[] first = new int[4];
    for (int seed = 0; seed < 4_000; seed++) {
      first[TrialOrder.of(1, 4, 1, seed).get(0).cell()]++;
    }
    // 1000 each; four standard deviations are 110.
    for (int times : first) {
      assertThat(times).isBetween(890, 1110);
    }
  }

  private static String written(List<Slot> order) {
    return order.stream()
        .map(slot -> slot.pair() + "." + slot.cell())
        .collect(Collectors.joining(" "));
  }
}
