package org.tunnelbench.controller.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.trial.ExperimentId;

/**
 * What is known of an experiment beside its trials.
 *
 * @param document as it was submitted, defaults filled in
 * @param hosts what is known of the hosts that took part
 */
public record ExperimentFacts(
    ExperimentId id,
    String name,
    Instant submittedAt,
    ExperimentState state,
    JsonNode document,
    List<HostStatus> hosts) {
  public ExperimentFacts {
    hosts = List.copyOf(hosts);
  }
}
