package org.tunnelbench.controller.report;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.TrialResult;

/** Says of which measured trials samples are missing, and what that leaves out. */
final class MissingSamples {
  private MissingSamples() {}

  /** A sentence for each reason; none where nothing is missing. */
  static List<String> sentences(ExperimentResult result) {
    Map<String, Long> trials =
        result.trials().stream()
            .map(TrialResult::samplesGap)
            .flatMap(Optional::stream)
            .collect(groupingBy(gap -> gap, TreeMap::new, counting()));
    return trials.entrySet().stream()
        .map(
            gap ->
                ("Samples of %d of %d trials are missing: %s. Their verdicts and medians were taken"
                        + " when all were there; their curves, shapes and effects are left out.")
                    .formatted(gap.getValue(), result.trials().size(), gap.getKey()))
        .toList();
  }
}
