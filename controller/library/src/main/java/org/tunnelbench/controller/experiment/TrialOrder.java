package org.tunnelbench.controller.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.tunnelbench.controller.trial.ExperimentPlan.Slot;

/**
 * Randomised complete blocks: every cell of every pair once, in random order, before any of them a
 * second time, so that whatever drifts while an experiment runs meets all cells alike.
 *
 * <p>The order of a seed never changes: only {@code nextLong} of the generator is used (SplitMix64;
 * Steele, Lea and Flood 2014), and the shuffle is our own (Fisher and Yates, in Durstenfeld's
 * form).
 */
final class TrialOrder {
  private TrialOrder() {}

  static List<Slot> of(int pairs, int cells, int repetitions, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Slot> order = new ArrayList<>();
    for (int repetition = 1; repetition <= repetitions; repetition++) {
      List<Slot> block = new ArrayList<>();
      for (int pair = 0; pair < pairs; pair++) {
        for (int cell = 0; cell < cells; cell++) {
          block.add(new Slot(pair, cell, repetition));
        }
      }
      shuffle(block, random);
      order.addAll(block);
    }
    return order;
  }

  private static void shuffle(List<Slot> slots, SplittableRandom random) {
    for (int last = slots.size() - 1; last > 0; last--) {
      Collections.swap(slots, last, below(last + 1, random));
    }
  }

  /** A number from 0 to below the bound, each as likely: what would favour some is drawn again. */
  private static int below(int bound, SplittableRandom random) {
    long fair = Long.MAX_VALUE - Long.MAX_VALUE % bound;
    long drawn;
    do {
      drawn = random.nextLong() >>> 1;
    } while (drawn >= fair);
    return (int) (drawn % bound);
  }
}
