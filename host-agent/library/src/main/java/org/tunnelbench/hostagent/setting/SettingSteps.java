package org.tunnelbench.hostagent.setting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.hostagent.plan.PlannedStep;

/** Plans what an end sets on its host, each step's inverse being the value that stood there. */
public final class SettingSteps {
  private SettingSteps() {}

  /**
   * The steps that set what an end names; none where it names nothing.
   *
   * @param before the values that the host has now
   */
  public static List<PlannedStep> of(EndpointSpec spec, HostFacts facts, SettingValues before) {
    Map<String, String> wanted = new HashMap<>(spec.levels().settings().sysctl().values());
    wanted.putAll(spec.levels().settings().offload().features());
    List<PlannedStep> steps = new ArrayList<>();
    for (Setting setting : Setting.of(spec, facts)) {
      String value = Optional.ofNullable(wanted.get(setting.name())).orElseThrow();
      steps.add(
          new PlannedStep.Command(setting.put(value), List.of(setting.put(before.of(setting)))));
    }
    return List.copyOf(steps);
  }
}
