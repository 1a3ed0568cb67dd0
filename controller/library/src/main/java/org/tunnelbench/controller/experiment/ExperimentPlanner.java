package org.tunnelbench.controller.experiment;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.tunnelbench.contract.api.Problem.Violation;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.controller.trial.ExperimentPlan;
import org.tunnelbench.controller.trial.ExperimentPlan.PlannedPair;

/** Makes a plan of what a document asks and a fleet has, or says why there can be none. */
public final class ExperimentPlanner {
  private ExperimentPlanner() {}

  /**
   * The trials in the order in which they start. Equal arguments make equal plans, in every
   * version.
   *
   * @param statuses what is known of the fleet's hosts; a host without an entry was never heard of
   * @throws InvalidDocumentException where an unknown kernel or host is named, no pair fits, a host
   *     lacks what a block needs, or there are too many trials
   */
  public static ExperimentPlan plan(
      ExperimentDocument document, FleetDocument fleet, Map<HostName, HostStatus> statuses)
      throws InvalidDocumentException {
    KnownHosts hosts = new KnownHosts(statuses);
    List<PairEntry> pairs = PairChoice.of(document.selection(), fleet, hosts);
    refuseIfAny(Demands.unmet(document, pairs, hosts));
    List<Levels> cells = document.cells();
    long trials = (long) pairs.size() * cells.size() * document.repetitions();
    if (trials > ExperimentDocument.MOST_TRIALS) {
      throw refused(
          "blocks",
          "make %d trials (%d pairs × %d cells × %d repetitions): name fewer, at most %d"
              .formatted(
                  trials,
                  pairs.size(),
                  cells.size(),
                  document.repetitions(),
                  ExperimentDocument.MOST_TRIALS));
    }
    List<PlannedPair> planned =
        pairs.stream()
            .map(pair -> new PlannedPair(pair, hosts.requireFacts(pair.sender()).kernel()))
            .toList();
    return new ExperimentPlan(
        planned,
        cells,
        TrialOrder.of(planned.size(), cells.size(), document.repetitions(), document.seed()));
  }

  static void refuseIfAny(List<Violation> violations) throws InvalidDocumentException {
    if (!violations.isEmpty()) {
      throw new InvalidDocumentException(violations);
    }
  }

  private static InvalidDocumentException refused(String field, String rule) {
    return new InvalidDocumentException(List.of(violation(field, rule)));
  }

  /** A violation of a document whose lines are no longer known. */
  static Violation violation(String field, String rule) {
    return new Violation(OptionalInt.empty(), field, rule);
  }
}
