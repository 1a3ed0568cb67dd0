package org.tunnelbench.cli.hosts;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.experiment.EndpointSpecs;
import org.tunnelbench.controller.experiment.ExperimentPlanner;
import org.tunnelbench.controller.trial.AttemptPlanner;
import org.tunnelbench.controller.trial.PlannedTrial;
import org.tunnelbench.hostagent.plan.TrialNames;
import org.tunnelbench.hostagent.snapshot.Obstacles;

/**
 * What stands between two hosts that trials would be refused for, as the code says it that refuses
 * them.
 */
final class InTheWay {
  private static final ExperimentId NOT_SUBMITTED = new ExperimentId("000000000000");

  private InTheWay() {}

  /** One sentence for each obstacle, the host's name first. */
  static Set<String> between(HostLook.Open first, HostLook.Open second) {
    Set<String> found = new LinkedHashSet<>();
    for (TunnelKind tunnel : TunnelKind.values()) {
      for (EndpointSpec end : ends(tunnel, first, second)) {
        HostLook.Open host = end.host().equals(first.entry().name()) ? first : second;
        host.state()
            .map(state -> Obstacles.between(end, TrialNames.of(end.attempt(), end.host()), state))
            .orElse(List.of())
            .forEach(obstacle -> found.add(end.host() + ": " + obstacle));
      }
    }
    return found;
  }

  /** Both ends of a trial; none where the hosts cannot do that. */
  private static List<EndpointSpec> ends(
      TunnelKind tunnel, HostLook.Open first, HostLook.Open second) {
    FleetDocument fleet =
        new FleetDocument(
            List.of(first.entry(), second.entry()),
            List.of(new PairEntry(first.entry().name(), second.entry().name(), Optional.empty())));
    Map<HostName, HostStatus> statuses =
        Map.of(
            first.entry().name(), status(first.factsOnceLoaded()),
            second.entry().name(), status(second.factsOnceLoaded()));
    try {
      ExperimentDocument document =
          ExperimentDocuments.parse("name: doctor\nblocks: [{tunnel: [%s]}]\n".formatted(tunnel));
      PlannedTrial trial =
          ExperimentPlanner.plan(document, fleet, statuses).trial(NOT_SUBMITTED, 0);
      AttemptPlanner.Ends ends =
          new EndpointSpecs(fleet, new SecureRandom())
              .plan(
                  document,
                  trial,
                  new Attempt(trial.id(), 1),
                  first.factsOnceLoaded(),
                  second.factsOnceLoaded());
      return List.of(ends.first(), ends.second());
    } catch (InvalidDocumentException | AttemptPlanner.AttemptNotPlannedException cannot) {
      return List.of();
    }
  }

  private static HostStatus status(HostFacts facts) {
    return new HostStatus(
        facts.host(), HostCondition.AVAILABLE, "", Optional.of(facts), Instant.EPOCH);
  }
}
