package org.tunnelbench.controller.analysis.effect;

import java.util.List;

/**
 * How a change on one kernel compares with the same toggle on others.
 *
 * @param kernels the others
 * @param change their geometric mean
 * @param ratio the change here by theirs
 * @param low lower end of the ratio's 95 % interval
 * @param high upper end of the ratio's 95 % interval
 * @param significant whether the change here is another one than there; see {@link Effects}
 */
public record Interaction(
    List<String> kernels,
    double change,
    double ratio,
    double low,
    double high,
    boolean significant) {
  public Interaction {
    kernels = List.copyOf(kernels);
  }
}
