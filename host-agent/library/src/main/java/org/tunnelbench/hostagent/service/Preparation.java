package org.tunnelbench.hostagent.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.PolicyTool;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.LinkDialect;
import org.tunnelbench.contract.secret.SealingException;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.contract.trial.TrialSecret;
import org.tunnelbench.hostagent.allow.AllowList;
import org.tunnelbench.hostagent.apply.EndpointException;
import org.tunnelbench.hostagent.apply.EndpointPlanner;
import org.tunnelbench.hostagent.key.AgentKeys;
import org.tunnelbench.hostagent.plan.Plan;
import org.tunnelbench.hostagent.setting.Setting;
import org.tunnelbench.hostagent.setting.SettingValues;
import org.tunnelbench.hostagent.snapshot.HostState;
import org.tunnelbench.hostagent.snapshot.Obstacles;

/**
 * What comes before anything is done on a host: the plan, and whether the way is free.
 *
 * @param keys for which secrets are sealed
 * @param allowed what the agent may touch
 */
record Preparation(AgentKeys keys, AllowList allowed) {
  /** The tools without which nothing can be set up or proved. */
  private static final List<String> TOOLS = List.of("ip", "ping");

  /** Refuses what the agent's own configuration does not allow. */
  void demandAllowed(EndpointSpec spec, HostFacts facts) throws EndpointException {
    Optional<String> refusal = allowed.refusal(spec, facts);
    if (refusal.isPresent()) {
      throw refusal(spec, FailureKind.NOT_PERMITTED, refusal.get());
    }
  }

  /** Refuses what the host's facts show to be impossible. */
  void demandPossible(EndpointSpec spec, HostFacts facts) throws EndpointException {
    if (!spec.underlay().equals(facts.underlay())) {
      throw refusal(
          spec,
          FailureKind.CONFLICT,
          "the host's underlay address is %s and not %s"
              .formatted(facts.underlay(), spec.underlay()));
    }
    List<String> tools = new ArrayList<>(TOOLS);
    tools.addAll(spec.levels().keying().tools());
    if (spec.levels().policies() == PolicyTool.SETKEY) {
      tools.add("setkey");
    }
    if (spec.levels().inner() == InnerSide.BRIDGED && !LinkDialect.of(facts).bridgesByLink()) {
      tools.add("brctl");
    }
    Setting.of(spec, facts).stream().map(Setting::tool).forEach(tools::add);
    for (String tool : tools) {
      if (!facts.tools().containsKey(tool)) {
        throw refusal(spec, FailureKind.TOOL_MISSING, "the host has no " + tool);
      }
    }
  }

  /** Refuses what a network namespace shares with the rest of its machine. */
  void demandPossibleInNamespace(EndpointSpec spec) throws EndpointException {
    if (spec.levels().keying().tools().contains("swanctl")) {
      throw refusal(
          spec,
          FailureKind.CONFLICT,
          "is a namespace, and charon's pid file stands outside of it: choose another keying");
    }
  }

  /** Refuses a setting that the host does not tell of, since it could not be put back. */
  void demandTold(EndpointSpec spec, HostFacts facts, SettingValues before)
      throws EndpointException {
    for (Setting setting : Setting.of(spec, facts)) {
      if (!before.has(setting)) {
        throw refusal(
            spec,
            FailureKind.CONFLICT,
            "%s tells no %s of %s".formatted(setting.tool(), setting.name(), setting.device()));
      }
    }
  }

  /**
   * The plan of an end.
   *
   * @param before the values that the settings have which the end names
   */
  Plan plan(EndpointSpec spec, HostFacts facts, SettingValues before) throws EndpointException {
    try {
      return EndpointPlanner.plan(spec, facts, secret(spec), before);
    } catch (InvalidValueException e) {
      throw refusal(spec, FailureKind.CONFLICT, String.valueOf(e.getMessage()));
    }
  }

  /** Refuses where something stands in the way, naming it. */
  void demandFreeWay(EndpointSpec spec, Plan plan, HostState state) throws EndpointException {
    List<String> obstacles = Obstacles.between(spec, plan.names(), state);
    if (!obstacles.isEmpty()) {
      throw new EndpointException(
          new Failure(
              FailureKind.LEFTOVER_STATE,
              Optional.of(spec.host()),
              spec.host() + ": " + obstacles.getFirst(),
              List.of(),
              Optional.empty(),
              String.join("\n", obstacles)));
    }
  }

  private Optional<TrialSecret> secret(EndpointSpec spec) throws EndpointException {
    if (spec.esp().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(keys.open(spec.esp().get().sealedSecret(), spec.attempt(), spec.host()));
    } catch (SealingException e) {
      throw refusal(spec, FailureKind.CONFLICT, String.valueOf(e.getMessage()));
    }
  }

  private static EndpointException refusal(EndpointSpec spec, FailureKind kind, String message) {
    return new EndpointException(Failure.of(kind, spec.host(), spec.host() + ": " + message));
  }
}
