package org.tunnelbench.controller.analysis.cause;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tunnelbench.controller.analysis.catalogue.Diagnosis;
import org.tunnelbench.controller.analysis.shape.SeriesShape;

/**
 * Why one cell is slow.
 *
 * @param factor the option to blame
 * @param slow its level here
 * @param healthy its level in the healthy twin
 * @param levels the factors held equal
 * @param change throughput here by the twin's, below 1
 * @param low lower end of its 95 % interval
 * @param high upper end of its 95 % interval
 * @param shape of the slow cell's first series
 * @param counters that moved with it, the strongest first; empty where none did or none was read
 * @param countersRead how many counters were read at all
 * @param countersJudged how many of them were read often enough to be judged
 * @param diagnoses the known faults that explain it, the surest first
 */
public record Explanation(
    String kernel,
    String factor,
    String slow,
    String healthy,
    Map<String, String> levels,
    double change,
    double low,
    double high,
    SeriesShape shape,
    List<CounterEvidence> counters,
    int countersRead,
    int countersJudged,
    List<Diagnosis> diagnoses) {
  public Explanation {
    counters = List.copyOf(counters);
    diagnoses = List.copyOf(diagnoses);
  }

  /** It all in words. */
  public String sentence() {
    return ExplanationSentence.of(this);
  }

  /** What the option does, in words: the first part of the whole. */
  public String effect() {
    return ExplanationSentence.effect(this);
  }

  /** What the counters say where none moved with it. */
  public String withoutCounters() {
    if (countersRead == 0) {
      return "No counter was read";
    }
    return countersJudged == 0
        ? "No counter was read often enough (%d times) to be judged"
            .formatted(CounterEvidence.LEAST_READINGS)
        : "None of the %d counters moves with it".formatted(countersJudged);
  }

  /** Every factor's level in the slow cell. */
  public Map<String, String> slowLevels() {
    return with(slow);
  }

  /** Every factor's level in its healthy twin. */
  public Map<String, String> healthyLevels() {
    return with(healthy);
  }

  private Map<String, String> with(String level) {
    Map<String, String> all = new HashMap<>(levels);
    all.put(factor, level);
    return Map.copyOf(all);
  }
}
