package org.tunnelbench.controller.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.experiment.TrafficSpec;

/** Says of traffic that was not made by iperf3 what its figures mean. */
final class OtherTraffic {
  private static final Map<String, String> MEANINGS =
      Map.of(
          TrafficSpec.IPERF, "iperf, which tells no retransmits",
          TrafficSpec.SHELL,
              "what the hosts' shells can send (bash, nc or ping), counted by the interfaces' byte counters, headers included: compare it only with its like");

  private OtherTraffic() {}

  /** A sentence for each such tool; none where all was by iperf3. */
  static List<String> sentences(ExperimentResult result) {
    Map<String, Long> trials = new TreeMap<>();
    result.trials().stream()
        .map(TrialResult::trafficTool)
        .flatMap(tool -> tool.stream())
        .filter(MEANINGS::containsKey)
        .forEach(tool -> trials.merge(tool, 1L, Long::sum));
    return trials.entrySet().stream()
        .map(
            tool ->
                "Traffic of %d of %d trials: %s."
                    .formatted(
                        tool.getValue(), result.trials().size(), MEANINGS.get(tool.getKey())))
        .toList();
  }
}
