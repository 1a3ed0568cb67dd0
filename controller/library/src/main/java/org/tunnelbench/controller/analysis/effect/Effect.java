package org.tunnelbench.controller.analysis.effect;

import java.util.Map;
import java.util.Optional;

/**
 * What toggling one factor does to throughput on one kernel, all else equal.
 *
 * @param levels the factors held equal
 * @param change throughput at {@code to} by that at {@code from}: 0.08, never −0.92
 * @param low lower end of its 95 % interval
 * @param high upper end of its 95 % interval
 * @param significant after the correction for the number of effects told together; see {@link
 *     Effects}
 * @param repetitions of the cell with fewer
 * @param basis what the interval comes from
 * @param elsewhere how it differs from the same toggle on the other kernels; absent where none of
 *     them has both cells
 */
public record Effect(
    String kernel,
    String factor,
    String from,
    String to,
    Map<String, String> levels,
    double change,
    double low,
    double high,
    boolean significant,
    int repetitions,
    Basis basis,
    Optional<Interaction> elsewhere) {

  /** The same with an answer to whether it is significant. */
  Effect with(boolean answer, Optional<Interaction> others) {
    return new Effect(
        kernel, factor, from, to, levels, change, low, high, answer, repetitions, basis, others);
  }
}
