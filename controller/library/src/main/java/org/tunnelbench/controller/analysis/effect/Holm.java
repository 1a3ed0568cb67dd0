package org.tunnelbench.controller.analysis.effect;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's step-down procedure (S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure",
 * Scandinavian Journal of Statistics 6, 1979): keeps the probability of any false rejection in a
 * family, whatever its members have to do with each other.
 */
final class Holm {
  private Holm() {}

  /** Which hypotheses are rejected, in the order of their p-values. */
  static boolean[] rejected(double[] chances, double falseAlarm) {
    boolean[] rejected = new boolean[chances.length];
    List<Integer> rising =
        IntStream.range(0, chances.length)
            .boxed()
            .sorted(Comparator.comparingDouble(place -> chances[place]))
            .toList();
    for (int rank = 0; rank < chances.length; rank++) {
      if (chances[rising.get(rank)] > falseAlarm / (chances.length - rank)) {
        break;
      }
      rejected[rising.get(rank)] = true;
    }
    return rejected;
  }
}
