package org.tunnelbench.hostagent.ipsec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.EspSpec;
import org.tunnelbench.contract.trial.PreSharedKey;
import org.tunnelbench.contract.trial.SaKeys;
import org.tunnelbench.contract.trial.TrialSecret;
import org.tunnelbench.hostagent.plan.Diagnosis;
import org.tunnelbench.hostagent.plan.PlannedStep;
import org.tunnelbench.hostagent.plan.TrialNames;

/** Plans the protection of an end in the tools that its cell names. */
public final class ProtectionSteps {
  private ProtectionSteps() {}

  /**
   * The steps that protect an end; none where it is not protected.
   *
   * @param facts of its host
   * @param secret present exactly where the end is protected
   * @throws InvalidValueException where the secret does not fit the algorithms or the keying
   */
  public static List<PlannedStep> of(
      EndpointSpec spec, HostFacts facts, Optional<TrialSecret> secret, TrialNames names) {
    if (spec.esp().isEmpty() || !(spec.levels().protection() instanceof Protection.Esp esp)) {
      return List.of();
    }
    ProtectedEnd end = new ProtectedEnd(spec, esp, names);
    if (spec.esp().get() instanceof EspSpec.Manual manual
        && secret.orElse(null) instanceof SaKeys keys) {
      return manual(end, manual, keys, facts);
    }
    if (secret.orElse(null) instanceof PreSharedKey key && spec.levels().keying().negotiates()) {
      return negotiated(end, key, facts);
    }
    throw new InvalidValueException(
        "secret", "****", "must be what " + spec.levels().keying() + " keying takes");
  }

  /** What can be asked of the daemon of an end; absent where there is none. */
  public static Optional<Diagnosis> diagnosis(EndpointSpec spec, TrialNames names) {
    if (!(spec.levels().protection() instanceof Protection.Esp esp)) {
      return Optional.empty();
    }
    ProtectedEnd end = new ProtectedEnd(spec, esp, names);
    return switch (spec.levels().keying()) {
      case MANUAL -> Optional.empty();
      case RACOON -> Optional.of(new RacoonDiagnosis(new RacoonFiles(end)));
      case STRONGSWAN_IKEV1, STRONGSWAN_IKEV2 ->
          Optional.of(new StrongswanDiagnosis(new StrongswanFiles(end).log(), end.there()));
    };
  }

  private static List<PlannedStep> manual(
      ProtectedEnd end, EspSpec.Manual manual, SaKeys keys, HostFacts facts) {
    return switch (end.spec().levels().policies()) {
      case IP_XFRM -> List.of(XfrmSteps.keyedByHand(end, manual, keys, facts.ipVersion()));
      case SETKEY -> SetkeySteps.keyedByHand(end, manual, keys);
    };
  }

  /** The daemon is ready before a policy can ask it for keys. */
  private static List<PlannedStep> negotiated(ProtectedEnd end, PreSharedKey key, HostFacts facts) {
    List<PlannedStep> steps =
        new ArrayList<>(
            switch (end.spec().levels().keying()) {
              case RACOON -> RacoonSteps.of(end, key);
              case STRONGSWAN_IKEV1, STRONGSWAN_IKEV2 ->
                  StrongswanSteps.of(end, key, charon(facts));
              case MANUAL -> throw new IllegalArgumentException("no daemon keys by hand");
            });
    steps.addAll(
        switch (end.spec().levels().policies()) {
          case IP_XFRM -> List.of(XfrmSteps.policies(end));
          case SETKEY -> SetkeySteps.policies(end);
        });
    return List.copyOf(steps);
  }

  private static String charon(HostFacts facts) {
    String path = facts.tools().getOrDefault("charon", "");
    InvalidValueException.unless(
        path.startsWith("/"), "tools", facts.tools().keySet(), "must have charon with its path");
    return path;
  }
}
