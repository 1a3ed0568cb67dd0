package org.tunnelbench.controller.analysis.effect;

import java.util.Map;
import java.util.Optional;

/**
 * What toggling one factor does to throughput on one kernel, all else equal; or, where the factor
 * is {@link Effects#KERNEL}, what the same cell does on one kernel by what it does on another.
 *
 * @param kernel on which the factor is toggled; {@code to} where the kernel is
 * @param from the level, or the kernel, that is compared with
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
    Optional<Interaction> elsewhere) {}
