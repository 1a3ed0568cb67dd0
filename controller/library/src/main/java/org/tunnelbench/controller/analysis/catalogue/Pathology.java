package org.tunnelbench.controller.analysis.catalogue;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.tunnelbench.controller.analysis.shape.Shape;

/**
 * A known fault.
 *
 * @param title what it is, in a line
 * @param signature what it looks like
 * @param kernels which have it; the first that matches a kernel's name decides
 * @param commits of the kernel, each with its part: brought in, cured, …
 * @param cause why it is so, in a sentence or two
 * @param change what to change, as a command to the reader
 * @param sources where it is told of
 */
public record Pathology(
    String id,
    String title,
    Signature signature,
    List<KernelRange> kernels,
    Map<String, String> commits,
    String cause,
    String change,
    List<String> sources) {
  public Pathology {
    kernels = List.copyOf(kernels);
    commits = Map.copyOf(commits);
    sources = List.copyOf(sources);
  }

  /** What the catalogue says of a kernel, by its release and build. */
  KernelRange.Answer has(String kernel) {
    return kernels.stream()
        .map(range -> range.of(kernel))
        .filter(answer -> answer != KernelRange.Answer.UNKNOWN)
        .findFirst()
        .orElse(KernelRange.Answer.UNKNOWN);
  }

  /**
   * What a fault looks like.
   *
   * @param factor whose level makes the difference
   * @param slow expression of the level with the fault
   * @param healthy expression of a level without it
   * @param levels expressions of other factors' levels, where they matter
   * @param most the change by that factor is at most this
   * @param shapes that the slow series may have; any where empty
   * @param counters that grow, where they are read
   */
  public record Signature(
      String factor,
      String slow,
      String healthy,
      Map<String, String> levels,
      double most,
      List<Shape> shapes,
      List<String> counters) {
    public Signature {
      levels = Map.copyOf(levels);
      shapes = List.copyOf(shapes);
      counters = List.copyOf(counters);
    }

    boolean isThatOf(Symptom symptom) {
      return factor.equals(symptom.factor())
          && Pattern.matches(slow, symptom.slow())
          && Pattern.matches(healthy, symptom.healthy())
          && symptom.change() <= most
          && (shapes.isEmpty() || shapes.contains(symptom.shape()))
          && levels.entrySet().stream()
              .allMatch(
                  level ->
                      Pattern.matches(
                          level.getValue(), symptom.levels().getOrDefault(level.getKey(), "")));
    }
  }
}
