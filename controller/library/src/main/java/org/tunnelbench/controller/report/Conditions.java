package org.tunnelbench.controller.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tunnelbench.contract.api.Disturbance;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.TrialConditions;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.trial.Latency;

/** Says under what conditions trials were measured, where that is out of the ordinary. */
final class Conditions {
  /** Bound on the trials that are told one by one in a sentence. */
  static final int MOST_TOLD = 10;

  private Conditions() {}

  /** Some sentences; none where nothing was disturbed and nobody asked for latency. */
  static List<String> sentences(ExperimentResult result) {
    List<String> sentences = new ArrayList<>();
    told(
            result,
            "%d of %d trials were disturbed, so doubt their figures: %s.",
            conditions -> conditions.disturbed().map(Disturbance::reason))
        .ifPresent(sentences::add);
    told(
            result,
            "%d of %d trials were disturbed and repeated, and only the last attempt counts: %s.",
            Conditions::repeats)
        .ifPresent(sentences::add);
    told(result, "%d of %d trials show it each time: %s.", TrialConditions::persistent)
        .ifPresent(sentences::add);
    told(
            result,
            "Round trips under load, %d of %d trials: %s.",
            conditions -> conditions.latency().map(Conditions::text))
        .ifPresent(sentences::add);
    return sentences;
  }

  private static Optional<String> told(
      ExperimentResult result, String sentence, Function<TrialConditions, Optional<String>> what) {
    List<String> all = new ArrayList<>();
    for (TrialResult trial : result.trials()) {
      trial
          .conditions()
          .flatMap(what)
          .ifPresent(text -> all.add("trial %d, %s".formatted(trial.id().place(), text)));
    }
    if (all.isEmpty()) {
      return Optional.empty();
    }
    String more = all.size() > MOST_TOLD ? "; and more, which result.json has" : "";
    return Optional.of(
        sentence.formatted(
            all.size(),
            result.trials().size(),
            all.stream().limit(MOST_TOLD).collect(Collectors.joining("; ")) + more));
  }

  private static Optional<String> repeats(TrialConditions conditions) {
    return conditions.repeats().isEmpty()
        ? Optional.empty()
        : Optional.of(
            conditions.repeats().stream()
                .map(Disturbance::reason)
                .collect(Collectors.joining(", then ")));
  }

  private static String text(Latency latency) {
    return String.format(
        Locale.ROOT,
        "median %.2f ms, 95 of 100 within %.2f ms, the longest %.2f ms",
        latency.median(),
        latency.percentile95(),
        latency.most());
  }
}
