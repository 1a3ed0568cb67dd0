package org.tunnelbench.cli.plan;

import java.util.List;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.controller.trial.PlannedTrial;
import org.tunnelbench.hostagent.facts.KernelModules;
import org.tunnelbench.hostagent.plan.Plan;
import org.tunnelbench.hostagent.plan.PlanText;
import org.tunnelbench.hostagent.snapshot.Snapshot;

/**
 * What a trial does on its two hosts. Holds keys; {@link #masked} does not.
 *
 * @param first the part of the pair's first host
 * @param second the part of the pair's second host
 */
public record TrialPlan(PlannedTrial trial, HostPart first, HostPart second) {
  /**
   * One host's part.
   *
   * @param snapshot shows what stands there, before and after
   * @param traffic its iperf3
   */
  public record HostPart(HostName host, Plan plan, Snapshot snapshot, List<String> traffic) {
    public HostPart {
      traffic = List.copyOf(traffic);
    }

    private CellPlan.HostPlan masked() {
      return new CellPlan.HostPlan(
          host,
          List.of(PlanText.command(KernelModules.LOAD)),
          snapshot.commands().stream().map(PlanText::command).toList(),
          PlanText.undoTimer(plan),
          PlanText.setUp(plan),
          PlanText.proof(plan),
          List.of(PlanText.command(traffic)),
          PlanText.takeDown(plan));
    }
  }

  /** As text, with its secrets masked. */
  CellPlan masked() {
    return new CellPlan(
        trial.kernel(),
        trial.hosts(),
        trial.levels().byFactor(),
        List.of(first.masked(), second.masked()));
  }
}
