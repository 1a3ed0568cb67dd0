package org.tunnelbench.hostagent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.PolicyTool;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.secret.SealingKeyPair;
import org.tunnelbench.contract.secret.SecretSealing;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostagent.allow.AllowList;
import org.tunnelbench.hostagent.apply.EndpointException;
import org.tunnelbench.hostagent.key.AgentKeys;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.setting.SettingValues;

class PreparationTest {
  private final SealingKeyPair keys;
  private final Preparation preparation;

  PreparationTest() throws Exception {
    keys = SecretSealing.newKeyPair();
    preparation = new Preparation(AgentKeys.of(keys), AllowList.EVERYTHING);
  }

  @ParameterizedTest
  @CsvSource({
    "SETKEY, MANUAL,           6.1.0-9-amd64,         'brctl',                    setkey",
    "SETKEY, RACOON,           6.1.0-9-amd64,         'setkey brctl racoon',      racoonctl",
    "IP_XFRM, STRONGSWAN_IKEV2, 6.1.0-9-amd64,        'swanctl',                  charon",
    "IP_XFRM, MANUAL,          2.6.32-754.el6.x86_64, 'setkey',                   brctl"
  })
  void aToolThatTheCellNeedsAndTheHostLacksIsNamed(
      PolicyTool policies, Keying keying, String release, String present, String missing) {
    EndpointSpec spec = spec(policies, keying);
    HostFacts facts = facts(release, present);

    Failure failure = failure(() -> preparation.demandPossible(spec, facts));

    assertThat(failure.kind()).isEqualTo(FailureKind.TOOL_MISSING);
    assertThat(failure.message()).isEqualTo("host-a: the host has no " + missing);
  }

  @Test
  void whyNoPlanCanBeMadeIsSaidAsItIs() {
    EndpointSpec spec = spec(PolicyTool.IP_XFRM, Keying.STRONGSWAN_IKEV2);
    HostFacts facts = facts("6.1.0-9-amd64", "");

    Failure failure =
        failure(() -> preparation.plan(spec, facts, SettingValues.read(new HashMap<>())));

    assertThat(failure.kind()).isEqualTo(FailureKind.CONFLICT);
    assertThat(failure.message())
        .contains("must have charon with its path")
        .doesNotContain("secret");
  }

  private EndpointSpec spec(PolicyTool policies, Keying keying) {
    Levels levels =
        Examples.PROTECTED.protectedBy(Examples.PROTECTED.protection(), policies, keying);
    return Examples.spec(levels, Examples.attempt(1, 1), keys.publicKey());
  }

  private static HostFacts facts(String release, String present) {
    HostFacts facts = Examples.facts();
    Map<String, String> tools = new HashMap<>(facts.tools());
    Arrays.stream(present.split(" ", -1)).forEach(tool -> tools.put(tool, "there"));
    return new HostFacts(
        facts.host(),
        release,
        facts.kernelBuild(),
        tools,
        facts.modules(),
        facts.loadedModules(),
        facts.fallbackDevices(),
        facts.cryptoDrivers(),
        facts.underlay(),
        facts.underlayInterface(),
        facts.underlayMtu(),
        facts.publicKey());
  }

  private static Failure failure(ThrowingCallable work) {
    return catchThrowableOfType(EndpointException.class, work).failure();
  }
}
