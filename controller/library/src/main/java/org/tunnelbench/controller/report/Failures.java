package org.tunnelbench.controller.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.trial.Failure;

/** Trials that failed for the same reason, told once. */
record Failures(Failure failure, List<TrialResult> trials) {
  Failures {
    trials = List.copyOf(trials);
  }

  /** Every reason, the first first. */
  static List<Failures> of(ExperimentResult result) {
    return result.trials().stream()
        .filter(trial -> trial.failure().isPresent())
        .collect(groupingBy(trial -> trial.failure().orElseThrow(), LinkedHashMap::new, toList()))
        .entrySet()
        .stream()
        .map(reason -> new Failures(reason.getKey(), reason.getValue()))
        .toList();
  }

  /** Where and what, as {@code host-unreachable on linux-6.1-b}. */
  String title() {
    String kind = failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return kind + failure.host().map(host -> " on " + host).orElse("");
  }

  /** Which trials, by the first of them. */
  String sentence(Columns columns) {
    TrialResult first = trials.getFirst();
    String trial =
        "trial %s: %s on %s".formatted(first.id(), columns.label(first.levels()), first.kernel());
    return trials.size() == 1
        ? trial
        : "%d trials, the first of them %s".formatted(trials.size(), trial);
  }
}
