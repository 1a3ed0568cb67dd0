package org.tunnelbench.cli.plan;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.cli.FailedException;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialSecret;
import org.tunnelbench.controller.experiment.EndpointSpecs;
import org.tunnelbench.controller.experiment.ExperimentPlanner;
import org.tunnelbench.controller.experiment.SecretSource;
import org.tunnelbench.controller.trial.Assignment;
import org.tunnelbench.controller.trial.AttemptPlanner;
import org.tunnelbench.controller.trial.ExperimentPlan;
import org.tunnelbench.controller.trial.PlannedTrial;
import org.tunnelbench.controller.trial.Positions;
import org.tunnelbench.hostagent.apply.EndpointPlanner;
import org.tunnelbench.hostagent.setting.Setting;
import org.tunnelbench.hostagent.setting.SettingValues;
import org.tunnelbench.hostagent.snapshot.Snapshot;
import org.tunnelbench.throughputprobe.traffic.TrafficTool;

/**
 * The plans of an experiment's cells, made by the code that plans them in a fleet. Keys are made
 * and thrown away; the text of a plan masks them.
 */
public final class CellPlans {
  private static final ExperimentId NOT_SUBMITTED = new ExperimentId("000000000000");

  private final ExperimentDocument document;
  private final KnownFleet known;
  private final EndpointSpecs endpoints;
  private final SecretSource secrets;

  public CellPlans(ExperimentDocument document, KnownFleet known, SecureRandom random) {
    this.document = document;
    this.known = known;
    this.endpoints = new EndpointSpecs(known.fleet(), random);
    this.secrets = new SecretSource(random);
  }

  /**
   * One for each cell of each pair, in the order in which they would start.
   *
   * @throws InvalidDocumentException where the document asks what these hosts cannot do
   */
  public List<TrialPlan> trials() throws InvalidDocumentException, FailedException {
    ExperimentPlan plan = ExperimentPlanner.plan(document, known.fleet(), known.statuses());
    List<TrialPlan> trials = new ArrayList<>();
    for (int place = 0; place < plan.slots().size(); place++) {
      if (plan.slots().get(place).repetition() == 1) {
        trials.add(trial(plan.trial(NOT_SUBMITTED, place)));
      }
    }
    return List.copyOf(trials);
  }

  private TrialPlan trial(PlannedTrial trial) throws FailedException {
    Attempt attempt = new Attempt(trial.id(), 1);
    HostFacts first = known.facts(trial.pair().sender());
    HostFacts second = known.facts(trial.pair().receiver());
    try {
      AttemptPlanner.Ends ends = endpoints.plan(document, trial, attempt, first, second);
      Assignment assignment =
          new Assignment(
              attempt,
              trial.kernel(),
              ends.first(),
              ends.second(),
              ends.traffic(),
              Instant.EPOCH,
              Instant.EPOCH.plus(document.deadline()),
              Positions.START,
              List.of());
      Optional<TrialSecret> secret = secrets.secret(trial.levels());
      return new TrialPlan(
          trial,
          part(ends.first(), first, secret, assignment),
          part(ends.second(), second, secret.map(TrialSecret::mirrored), assignment));
    } catch (AttemptPlanner.AttemptNotPlannedException e) {
      throw new FailedException(trial.levels().label() + ": " + e.getMessage(), e);
    }
  }

  private static TrialPlan.HostPart part(
      EndpointSpec spec, HostFacts facts, Optional<TrialSecret> secret, Assignment assignment) {
    return new TrialPlan.HostPart(
        spec.host(),
        EndpointPlanner.plan(spec, facts, secret, SettingValues.SHOWN),
        new Snapshot(facts, Setting.watched(spec, facts)),
        traffic(spec.host(), facts, assignment));
  }

  private static List<String> traffic(HostName host, HostFacts facts, Assignment assignment) {
    End end = assignment.host(End.SENDER).equals(host) ? End.SENDER : End.RECEIVER;
    String tool = assignment.traffic().tool();
    return TrafficTool.of(tool, facts.tools().getOrDefault(tool, ""))
        .argv(end, assignment.trafficEnd(end));
  }
}
