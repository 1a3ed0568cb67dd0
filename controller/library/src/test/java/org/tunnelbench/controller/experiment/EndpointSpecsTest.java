package org.tunnelbench.controller.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.experiment.Authentication;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.LocalAddress;
import org.tunnelbench.contract.experiment.Mtu;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.secret.SealedSecret;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.EspSpec;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.SaKeys;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.contract.trial.TrialSecret;
import org.tunnelbench.controller.trial.AttemptPlanner;
import org.tunnelbench.controller.trial.AttemptPlanner.AttemptNotPlannedException;
import org.tunnelbench.controller.trial.PlannedTrial;

class EndpointSpecsTest {
  private static final ExperimentId ID = new ExperimentId("0123456789ab");

  private final Fleets fleet = Fleets.withKernels("5.10.46", "6.1.176");
  private final EndpointSpecs specs = new EndpointSpecs(fleet.document(), new SecureRandom());

  @Provide
  Arbitrary<Protection> protections() {
    return Arbitraries.of(Protection.all());
  }

  private AttemptPlanner.Ends plan(TunnelKind tunnel, Protection protection) throws Exception {
    Levels levels = new Levels(tunnel, InnerSide.DIRECT, LocalAddress.SET, protection, Mtu.DEFAULT);
    return plan(fleet.document().pairs().get(1), levels, new Attempt(TrialId.of(ID, 7), 3));
  }

  private AttemptPlanner.Ends plan(PairEntry pair, Levels levels, Attempt attempt)
      throws Exception {
    ExperimentDocument document =
        ExperimentDocuments.parse("name: x\nblocks: [{tunnel: gretap}]\n");
    return specs.plan(
        document,
        new PlannedTrial(attempt.trial(), pair, "6.1.176", levels, 1),
        attempt,
        fleet.facts(pair.sender().value()),
        fleet.facts(pair.receiver().value()));
  }

  @Property(tries = 30)
  void theEndsMirrorEachOther(@ForAll("protections") Protection protection) throws Exception {
    AttemptPlanner.Ends ends = plan(TunnelKind.GRETAP, protection);
    EndpointSpec first = ends.first();
    EndpointSpec second = ends.second();

    assertThat(first.host().value()).isEqualTo("linux-6.1-a");
    assertThat(second.host()).isEqualTo(first.peer());
    assertThat(second.peer()).isEqualTo(first.host());
    assertThat(second.underlay()).isEqualTo(first.underlayPeer());
    assertThat(second.underlayPeer()).isEqualTo(first.underlay());
    assertThat(second.trafficAddress()).isEqualTo(first.trafficPeer());
    assertThat(second.trafficPeer()).isEqualTo(first.trafficAddress());
    if (protection instanceof Protection.Esp) {
      EspSpec.Manual ofFirst = (EspSpec.Manual) first.esp().orElseThrow();
      EspSpec.Manual ofSecond = (EspSpec.Manual) second.esp().orElseThrow();
      assertThat(ofSecond.spiIn()).isEqualTo(ofFirst.spiOut());
      assertThat(ofSecond.spiOut()).isEqualTo(ofFirst.spiIn());
    }
    assertThat(first.deadline()).isEqualTo(second.deadline()).hasSeconds(70);
  }

  @Property(tries = 30)
  void eachAgentOpensKeysOfTheRightLengthsForItsEnd(@ForAll("protections") Protection protection)
      throws Exception {
    if (!(protection instanceof Protection.Esp esp)) {
      assertThat(plan(TunnelKind.IPIP, protection).first().esp()).isEmpty();
      return;
    }
    AttemptPlanner.Ends ends = plan(TunnelKind.IPIP, protection);
    SaKeys ofFirst = open(ends.first());
    SaKeys ofSecond = open(ends.second());

    assertThat(ofSecond).isEqualTo(ofFirst.mirrored());
    assertThat(ofFirst.encryptionOut()).hasSize(2 * esp.encryption().keyBytes());
    assertThat(ofFirst.encryptionIn()).hasSize(2 * esp.encryption().keyBytes());
    int authentication = 2 * esp.authentication().map(Authentication::keyBytes).orElse(0);
    assertThat(ofFirst.authenticationOut()).hasSize(authentication);
    assertThat(ofFirst.authenticationIn()).hasSize(authentication);
    assertThat(ofFirst).isNotEqualTo(ofSecond);
  }

  private static SaKeys open(EndpointSpec spec) throws Exception {
    return (SaKeys) secret(spec);
  }

  private static TrialSecret secret(EndpointSpec spec) throws Exception {
    return SealedSecret.open(
        Fleets.KEYS.privateKey(),
        spec.esp().orElseThrow().sealedSecret(),
        spec.attempt(),
        spec.host());
  }

  @Example
  void theBareUnderlayHasNoInnerAddresses() throws Exception {
    AttemptPlanner.Ends ends = plan(TunnelKind.NONE, Protection.NONE);

    assertThat(ends.first().inner()).isEmpty();
    assertThat(ends.first().trafficAddress()).isEqualTo(ends.first().underlay());
  }

  @Property(tries = 200)
  void pairsNeverShareANetworkWhateverTheirAttempts(
      @ForAll @IntRange(max = 9_999) int onePlace,
      @ForAll @IntRange(min = 1) int oneNumber,
      @ForAll @IntRange(max = 9_999) int otherPlace,
      @ForAll @IntRange(min = 1) int otherNumber)
      throws Exception {
    InnerNetworks.Ends one = network(0, onePlace, oneNumber);
    InnerNetworks.Ends other = network(1, otherPlace, otherNumber);

    assertThat(one.first().overlaps(other.first())).isFalse();
    for (Ipv4Network end : List.of(one.first(), one.second(), other.first(), other.second())) {
      assertThat(end.overlaps(Ipv4Network.BENCHMARKING)).isTrue();
    }
    assertThat(one.first().overlaps(one.second())).isTrue();
    assertThat(one.first().address()).isNotEqualTo(one.second().address());
  }

  @Example
  void aThousandTrialsOfAPairOneAfterTheOtherHaveNetworksOfTheirOwn() throws Exception {
    Set<Ipv4Network> networks = new HashSet<>();
    for (int place = 0; place < 1_000; place++) {
      networks.add(network(0, place, 1).first());
    }
    assertThat(networks).hasSize(1_000);
  }

  private InnerNetworks.Ends network(int pair, int place, int number) throws Exception {
    return new InnerNetworks(fleet.document().pairs())
        .of(fleet.document().pairs().get(pair), new Attempt(TrialId.of(ID, place), number));
  }

  @Example
  void aPairThatLeftTheFleetIsNamed() {
    PairEntry gone =
        new PairEntry(new HostName("linux-5.10-a"), new HostName("linux-6.1-b"), Optional.empty());

    assertThatThrownBy(
            () ->
                new InnerNetworks(fleet.document().pairs())
                    .of(gone, new Attempt(TrialId.of(ID, 1), 1)))
        .isInstanceOf(AttemptNotPlannedException.class)
        .hasMessage(
            "linux-5.10-a and linux-6.1-b are no longer a pair of the fleet: add the pair to its document again");
  }

  @Example
  void aDamagedPublicKeyIsToldWithTheHosts() {
    HostFacts facts = fleet.facts("linux-6.1-a");
    fleet.changed(
        "linux-6.1-a",
        known ->
            new HostFacts(
                facts.host(),
                facts.kernelRelease(),
                facts.kernelBuild(),
                facts.tools(),
                facts.modules(),
                facts.loadedModules(),
                facts.fallbackDevices(),
                facts.cryptoDrivers(),
                facts.underlay(),
                facts.underlayInterface(),
                facts.underlayMtu(),
                "bm90IGEga2V5"));

    assertThatThrownBy(() -> plan(TunnelKind.GRE, Protection.parse("esp/aes-128-gcm")))
        .isInstanceOf(AttemptNotPlannedException.class)
        .hasMessageStartingWith("keys cannot be sealed for linux-6.1-a and linux-6.1-b: ");
  }
}
