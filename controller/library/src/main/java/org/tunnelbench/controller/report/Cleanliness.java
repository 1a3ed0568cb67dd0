package org.tunnelbench.controller.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.HostOutcome;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.host.HostName;

/**
 * Whether every host was proved to be as before after each of its trials.
 *
 * @param proved hosts that were, each time
 * @param touched the number of hosts that any trial touched
 * @param exceptions each time that one was not, as a sentence
 */
record Cleanliness(List<HostName> proved, int touched, List<String> exceptions) {
  static Cleanliness of(ExperimentResult result) {
    TreeSet<HostName> proved = new TreeSet<>();
    TreeSet<HostName> unproved = new TreeSet<>();
    List<String> exceptions = new ArrayList<>();
    for (TrialResult trial : result.trials()) {
      for (HostOutcome host : trial.hosts()) {
        if (host.clean()) {
          proved.add(host.name());
        } else {
          unproved.add(host.name());
          exceptions.add(exception(trial, host));
        }
      }
    }
    proved.removeAll(unproved);
    return new Cleanliness(
        List.copyOf(proved), proved.size() + unproved.size(), List.copyOf(exceptions));
  }

  private static String exception(TrialResult trial, HostOutcome host) {
    return "%s after trial %s: %s"
        .formatted(
            host.name(),
            trial.id(),
            host.differences().isEmpty()
                ? "it could not be looked at"
                : String.join("; ", host.differences()));
  }

  boolean isComplete() {
    return exceptions.isEmpty() && !proved.isEmpty();
  }

  /** The answer in a sentence. */
  String sentence() {
    if (proved.isEmpty() && exceptions.isEmpty()) {
      return "No host was touched.";
    }
    return isComplete()
        ? "Each of the %d hosts was proved to be as before after every trial."
            .formatted(proved.size())
        : "Not every host was proved to be as before: %d exceptions.".formatted(exceptions.size());
  }
}
