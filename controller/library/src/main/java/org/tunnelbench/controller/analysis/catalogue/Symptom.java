package org.tunnelbench.controller.analysis.catalogue;

import java.util.List;
import java.util.Map;
import org.tunnelbench.controller.analysis.shape.Shape;

/**
 * A slow cell beside its healthy twin on the same kernel.
 *
 * @param factor in which they differ
 * @param slow its level in the slow cell
 * @param healthy its level in the twin
 * @param levels the others
 * @param change throughput of the slow cell by the twin's, below 1
 * @param shape of the slow cell
 * @param counters that were found to move with the slowdown
 */
public record Symptom(
    String kernel,
    String factor,
    String slow,
    String healthy,
    Map<String, String> levels,
    double change,
    Shape shape,
    List<String> counters) {
  public Symptom {
    levels = Map.copyOf(levels);
    counters = List.copyOf(counters);
  }
}
