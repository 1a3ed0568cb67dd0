package org.tunnelbench.hostagent.setting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    List<List<String>> switchedOn = switchedOn(facts, before);
    for (Setting setting : Setting.of(spec, facts)) {
      String value = Optional.ofNullable(wanted.get(setting.name())).orElseThrow();
      List<List<String>> inverse = new ArrayList<>(List.of(setting.put(before.of(setting))));
      if (setting.kind() == Setting.Kind.OFFLOAD) {
        // With the first alone, which is undone last: all groundwork lies again by then.
        inverse.addAll(switchedOn);
        switchedOn = List.of();
      }
      steps.add(new PlannedStep.Command(setting.put(value), inverse));
    }
    return List.copyOf(steps);
  }

  /** What was on is switched on, since it may have gone off with another; empty where none was. */
  private static List<List<String>> switchedOn(HostFacts facts, SettingValues before) {
    Set<String> names =
        before.values().entrySet().stream()
            .filter(entry -> entry.getKey().kind() == Setting.Kind.OFFLOAD)
            .filter(entry -> entry.getValue().equals("on"))
            .map(entry -> entry.getKey().name())
            .collect(Collectors.toSet());
    return Setting.switchOn(facts.underlayInterface(), names);
  }
}
