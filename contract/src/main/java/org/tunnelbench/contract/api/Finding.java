package org.tunnelbench.contract.api;

import java.util.List;
import java.util.Map;

/**
 * Something slow, in words and in figures.
 *
 * @param sentence what is slow on which kernel, which option is to blame and what to set instead
 * @param kernel the kernel that is slow; several are joined by commas
 * @param factor the factor whose level is to blame; empty where no single one is
 * @param slowLevel that factor's level where it is slow
 * @param healthyLevel the level that is not slow on the same kernel
 * @param cells the slow cells
 */
public record Finding(
    String sentence,
    String kernel,
    String factor,
    String slowLevel,
    String healthyLevel,
    List<Map<String, String>> cells) {
  /** What stands between several kernels. */
  private static final String COMMA = ", ";

  /** A finding on each of these kernels. */
  public static Finding on(
      List<String> kernels,
      String sentence,
      String factor,
      String slowLevel,
      String healthyLevel,
      List<Map<String, String>> cells) {
    return new Finding(
        sentence, String.join(COMMA, kernels), factor, slowLevel, healthyLevel, cells);
  }

  /** Each kernel that is slow. */
  public List<String> kernels() {
    return List.of(kernel.split(COMMA, -1));
  }

  /** Whether it tells of a cell, whose kernel may have a comma in its own name. */
  public boolean tells(String ofKernel, Map<String, String> levels) {
    return cells.contains(levels) && (kernel.equals(ofKernel) || kernels().contains(ofKernel));
  }
}
