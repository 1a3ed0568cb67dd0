package org.tunnelbench.hostagent.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.TrialSecret;
import org.tunnelbench.hostagent.ipsec.ProtectionSteps;
import org.tunnelbench.hostagent.ipsec.SetkeyText;
import org.tunnelbench.hostagent.plan.Plan;
import org.tunnelbench.hostagent.plan.PlannedStep;
import org.tunnelbench.hostagent.plan.Proof;
import org.tunnelbench.hostagent.plan.Traces;
import org.tunnelbench.hostagent.plan.TrialNames;
import org.tunnelbench.hostagent.setting.Setting;
import org.tunnelbench.hostagent.setting.SettingSteps;
import org.tunnelbench.hostagent.setting.SettingValues;
import org.tunnelbench.hostagent.tunnel.TunnelSteps;

/** Turns what an end is to be into what is to be done on its host. Touches nothing. */
public final class EndpointPlanner {
  private EndpointPlanner() {}

  /**
   * The plan of an end that names no settings.
   *
   * @param secret as this end sees it; present exactly where the end is protected
   */
  public static Plan plan(EndpointSpec spec, HostFacts facts, Optional<TrialSecret> secret) {
    return plan(spec, facts, secret, SettingValues.read(Map.of()));
  }

  /**
   * The plan of an end. Protection comes before the tunnel, so that no packet of the tunnel leaves
   * in the clear; settings come first of all and are put back last.
   *
   * @param before the values that the settings have which the end names
   * @param secret as this end sees it; present exactly where the end is protected
   * @throws org.tunnelbench.contract.InvalidValueException where the secret does not fit the
   *     algorithms or the keying
   */
  public static Plan plan(
      EndpointSpec spec, HostFacts facts, Optional<TrialSecret> secret, SettingValues before) {
    TrialNames names = TrialNames.of(spec.attempt(), spec.host());
    List<PlannedStep> steps = new ArrayList<>(SettingSteps.of(spec, facts, before));
    steps.addAll(ProtectionSteps.of(spec, facts, secret, names));
    steps.addAll(TunnelSteps.of(spec, facts, names));
    return new Plan(
        spec.attempt(),
        spec.host(),
        names,
        steps,
        proof(spec, facts, names),
        ProtectionSteps.diagnosis(spec, names),
        new Traces(
            names.prefix(),
            names.requestId(),
            spec.inner(),
            spec.levels().keying().negotiates(),
            Setting.watched(spec, facts)));
  }

  private static Proof proof(EndpointSpec spec, HostFacts facts, TrialNames names) {
    String trafficInterface = TunnelSteps.trafficInterface(spec, names, facts.underlayInterface());
    return new Proof(
        ping(facts, spec.trafficPeer().value()),
        spec.levels().keying().negotiates() ? Proof.TRIES_OF_IKE : Proof.TRIES,
        spec.esp().map(esp -> countersOf(facts, names)),
        List.of("cat", "/sys/class/net/" + trafficInterface + "/mtu"));
  }

  /**
   * One try, of a second at most. That of iputils sends a request every 50 ms until the first
   * answer, so that it notices at once when the other end is there; others send one and wait.
   */
  private static List<String> ping(HostFacts facts, String peer) {
    boolean iputils = Optional.ofNullable(facts.tools().get("ping")).orElse("").contains("iputils");
    return iputils
        ? List.of("ping", "-n", "-q", "-c", "1", "-w", "1", "-i", "0.05", peer)
        : List.of("ping", "-q", "-c", "1", "-W", "1", peer);
  }

  private static List<String> countersOf(HostFacts facts, TrialNames names) {
    if (!facts.ipVersion().knowsXfrm()) {
      return SetkeyText.ASSOCIATIONS;
    }
    List<String> argv = new ArrayList<>(List.of("ip", "-s", "xfrm", "state", "list"));
    if (facts.ipVersion().hidesKeys()) {
      argv.add("nokeys");
    }
    argv.addAll(List.of("reqid", Integer.toString(names.requestId())));
    return argv;
  }
}
