package org.tunnelbench.controller.analysis.effect;

import java.util.Map;
import java.util.Optional;

/**
 * Two cells that differ in one factor, or in the kernel alone.
 *
 * @param factor {@link Effects#KERNEL} where they differ in the kernel
 * @param kernel of both; of {@code to} where they differ in it
 * @param from the first cell's level, or its kernel
 * @param to the second cell's
 * @param levels the factors held equal
 * @param one the first cell's bootstrap
 * @param other the second's
 * @param ratio of the second cell to the first
 * @param isOfNothing whether neither carries anything: nothing by nothing is no ratio
 */
record Toggle(
    String factor,
    String kernel,
    String from,
    String to,
    Map<String, String> levels,
    Draws one,
    Draws other,
    Draws.Ratio ratio,
    boolean isOfNothing) {
  static Toggle ofFactor(
      String factor, Map<String, String> levels, Cell.Drawn from, Cell.Drawn to) {
    return of(factor, from.level(factor), to.level(factor), levels, from, to);
  }

  static Toggle ofKernel(Cell.Drawn from, Cell.Drawn to) {
    return of(Effects.KERNEL, from.kernel(), to.kernel(), to.levels(), from, to);
  }

  private static Toggle of(
      String factor,
      String from,
      String to,
      Map<String, String> levels,
      Cell.Drawn one,
      Cell.Drawn other) {
    return new Toggle(
        factor,
        other.kernel(),
        from,
        to,
        levels,
        one.draws(),
        other.draws(),
        other.draws().by(one.draws()).ratio(),
        one.cell().carriesNothing() && other.cell().carriesNothing());
  }

  /** The ratio's bootstrap: made when it is asked for, since there are many toggles of a cell. */
  Draws draws() {
    return other.by(one);
  }

  /** What toggles of several kernels have in common. */
  Key key() {
    return new Key(factor, from, to, levels);
  }

  Effect effect(boolean significant, Optional<Interaction> elsewhere) {
    return new Effect(
        kernel,
        factor,
        from,
        to,
        levels,
        ratio.estimate(),
        ratio.low(),
        ratio.high(),
        significant,
        ratio.repetitions(),
        ratio.basis(),
        elsewhere);
  }

  /** A toggle on whatever kernel. */
  record Key(String factor, String from, String to, Map<String, String> levels) {}
}
