package org.tunnelbench.controller.analysis.cause;

import java.util.stream.Collectors;
import org.tunnelbench.controller.analysis.Ratio;
import org.tunnelbench.controller.analysis.Speed;
import org.tunnelbench.controller.analysis.UsualLevels;
import org.tunnelbench.controller.analysis.catalogue.Diagnosis;
import org.tunnelbench.controller.analysis.effect.ToggleWords;
import org.tunnelbench.controller.analysis.shape.SeriesShape;

/** Says in words why a cell is slow, and what to change. */
final class ExplanationSentence {
  private ExplanationSentence() {}

  static String of(Explanation explanation) {
    return "%s%s %s".formatted(effect(explanation), counters(explanation), advice(explanation));
  }

  static String effect(Explanation explanation) {
    return "Linux %s: %s makes throughput %s (%s); %s."
        .formatted(
            explanation.kernel(),
            ToggleWords.of(explanation.factor(), explanation.healthy(), explanation.slow()),
            Ratio.text(explanation.change(), explanation.low(), explanation.high()),
            equal(explanation),
            curve(explanation.shape()));
  }

  private static String equal(Explanation explanation) {
    return explanation.levels().entrySet().stream()
        .filter(level -> !level.getValue().isEmpty())
        .filter(level -> !UsualLevels.contain(level.getKey(), level.getValue()))
        .map(level -> level.getKey() + " " + level.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String curve(SeriesShape shape) {
    return switch (shape.shape()) {
      case DECAYING ->
          "it decays, from %s to %s Mbit/s, half of it gone in %s s"
              .formatted(
                  Speed.text(shape.firstMbitPerSecond()),
                  Speed.text(shape.lastMbitPerSecond()),
                  Speed.text(shape.halfLifeSeconds().orElse(0)));
      case NO_TRAFFIC -> "nothing arrives";
      case NOT_ENOUGH_DATA -> "too few samples for a shape";
      case STEADY, RISING, STEPPED, SAWTOOTH, BIMODAL, UNSTEADY, STALLED ->
          "the series is %s around %s Mbit/s"
              .formatted(shape.shape(), Speed.text(shape.medianMbitPerSecond()));
    };
  }

  private static String counters(Explanation explanation) {
    if (!explanation.counters().isEmpty()) {
      return " " + explanation.counters().getFirst().sentence() + ".";
    }
    return " " + explanation.withoutCounters() + ".";
  }

  private static String advice(Explanation explanation) {
    return explanation.diagnoses().stream()
        .findFirst()
        .map(ExplanationSentence::advice)
        .orElse("What to change: %s %s.".formatted(explanation.factor(), explanation.healthy()));
  }

  private static String advice(Diagnosis diagnosis) {
    return "This is a known fault (%s, confidence %s): %s. What to change: %s."
        .formatted(diagnosis.id(), diagnosis.confidence(), diagnosis.title(), diagnosis.change());
  }
}
