package org.tunnelbench.controller.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.trial.ExperimentPlan;
import org.tunnelbench.controller.trial.PlannedTrial;

class ExperimentPlannerTest {
  private static final ExperimentId ID = new ExperimentId("0123456789ab");

  private static Fleets lab() {
    return Fleets.withKernels("5.10.46", "6.1.176", "6.12.101", "7.2.7");
  }

  private static ExperimentDocument document(String text) {
    try {
      return ExperimentDocuments.parse(text);
    } catch (InvalidDocumentException e) {
      throw new AssertionError(e);
    }
  }

  private static List<PlannedTrial> trials(String text, Fleets fleet)
      throws InvalidDocumentException {
    ExperimentPlan plan =
        ExperimentPlanner.plan(document(text), fleet.document(), fleet.statuses());
    return IntStream.range(0, plan.slots().size())
        .mapToObj(place -> plan.trial(ID, place))
        .toList();
  }

  private static String refusal(String text, Fleets fleet) {
    InvalidDocumentException refused =
        catchThrowableOfType(InvalidDocumentException.class, () -> trials(text, fleet));
    return String.valueOf(refused.getMessage());
  }

  @Test
  void theDemoHas48DistinctCellsOnFourKernelsTwelveOnEach() throws Exception {
    List<PlannedTrial> trials =
        trials(Files.readString(Path.of("../../experiments/demo.yaml")), lab());

    assertThat(trials).hasSize(48);
    Set<List<String>> cells = new HashSet<>();
    Map<String, Integer> ofKernel = new TreeMap<>();
    for (PlannedTrial trial : trials) {
      cells.add(List.of(trial.kernel(), trial.levels().label()));
      ofKernel.merge(trial.kernel(), 1, Integer::sum);
      assertThat(trial.repetition()).isEqualTo(1);
    }
    assertThat(cells).hasSize(48);
    assertThat(ofKernel)
        .isEqualTo(
            Map.of(
                "5.10.46 (5.10.46-1)", 12,
                "6.1.176 (6.1.176-1)", 12,
                "6.12.101 (6.12.101-1)", 12,
                "7.2.7 (7.2.7-1)", 12));
  }

  @Test
  void theSeedAndTheCiphersRunOnEveryPair() throws Exception {
    assertThat(
            trials(
                Files.readString(Path.of("../../experiments/seed.yaml")),
                lab().withTools("setkey", "racoon", "racoonctl")))
        .hasSize(12 * 4 * 3);
    assertThat(trials(Files.readString(Path.of("../../experiments/ciphers.yaml")), lab()))
        .hasSize(9 * 4 * 3);
  }

  @Test
  void labelsAndHostsSelectPairs() throws Exception {
    String labels = "name: x\nlabels: {kernel: \"6.1\"}\nblocks: [{tunnel: ipip}]\n";
    String turned = "name: x\npairs: [[linux-6.1-b, linux-6.1-a]]\nblocks: [{tunnel: ipip}]\n";

    assertThat(trials(labels, lab())).hasSize(1);
    assertThat(trials(turned, lab()))
        .singleElement()
        .satisfies(
            trial -> {
              assertThat(trial.pair().sender().value()).isEqualTo("linux-6.1-b");
              assertThat(trial.pair().sharedResource()).contains("lab");
            });
  }

  @Test
  void strongSwanIsDemandedOfBothHosts() throws Exception {
    String document =
        """
        name: x
        labels: {kernel: "6.1"}
        blocks:
          - tunnel: gre
            protection: esp/aes-128-gcm
            keying: [strongswan-ikev1, strongswan-ikev2]
        """;

    assertThat(trials(document, lab().withTools("charon", "swanctl"))).hasSize(2);
    assertThat(refusal(document, lab().withTools("swanctl")))
        .contains(
            "blocks[0].keying: host 'linux-6.1-a' has no charon, which negotiates keys",
            "blocks[0].keying: host 'linux-6.1-b' has no charon, which negotiates keys")
        .doesNotContain("has no swanctl");
  }

  @Test
  void anUnknownKernelIsRefusedWithThoseThereAre() {
    assertThat(
            refusal(
                "name: x\nkernels: [\"6.1\", \"6.18\"]\nblocks: [{tunnel: ipip}]\n",
                Fleets.withKernels("5.10.46", "6.1.176")))
        .isEqualTo(
            "kernels[1]: '6.18' is the kernel of no host: the fleet's kernels are 5.10.46, 6.1.176");
  }

  @Test
  void violationsGetTheLinesOfTheText() {
    String text = "name: x\nkernels:\n  - \"6.1\"\n  - \"6.18\"\nblocks: [{tunnel: ipip}]\n";
    InvalidDocumentException refused =
        catchThrowableOfType(InvalidDocumentException.class, () -> trials(text, lab()));

    assertThat(ExperimentDocuments.atLines(text, refused))
        .hasMessageStartingWith("line 4: kernels[1]: '6.18' is the kernel of no host");
  }

  @Test
  void unknownHostsAndPairsAreRefused() {
    assertThat(
            refusal(
                "name: x\npairs: [[linux-6.1-a, beta], [linux-5.10-a, linux-6.1-b]]\nblocks: [{tunnel: ipip}]\n",
                Fleets.withKernels("5.10.46", "6.1.176")))
        .isEqualTo(
            """
            pairs[0]: 'beta' is no host of the fleet: its hosts are linux-5.10-a, linux-5.10-b, linux-6.1-a, linux-6.1-b
            pairs[1]: [linux-5.10-a, linux-6.1-b] is no pair of the fleet: its pairs are [linux-5.10-a, linux-5.10-b], [linux-6.1-a, linux-6.1-b]""");
  }

  @Test
  void labelsThatNoPairCarriesAreRefused() {
    assertThat(refusal("name: x\nlabels: {site: attic}\nblocks: [{tunnel: ipip}]\n", lab()))
        .isEqualTo("labels: no pair has hosts that both carry {site=attic}");
  }

  @Test
  void aFleetWithoutPairsIsRefused() {
    assertThat(refusal("name: x\nblocks: [{tunnel: ipip}]\n", Fleets.withKernels()))
        .isEqualTo("pairs: the fleet has no pairs: add pairs to its document");
  }

  @Test
  void aHostThatWasNeverReachedIsNamedWithTheReason() {
    Fleets fleet = Fleets.withKernels("6.1.176").unreached("linux-6.1-b", "connection refused");

    assertThat(refusal("name: x\nblocks: [{tunnel: ipip}]\n", fleet))
        .isEqualTo("pairs: host 'linux-6.1-b' was never reached (connection refused)");
  }

  @Test
  void missingToolsModulesAndAlgorithmsAreNamedWithTheHost() {
    Fleets fleet =
        Fleets.withKernels("6.1.176")
            .changed("linux-6.1-a", facts -> lacking(facts, Set.of("iperf3", "ping", "ip")))
            .changed(
                "linux-6.1-b",
                facts -> lacking(facts, Set.of("ip_gre", "veth", "esp4", "crypto_null", "md5")));

    assertThat(
            refusal(
                "name: x\ntraffic: {tool: iperf3}\nblocks: [{tunnel: gretap, protection: esp/null/hmac-md5}]\n",
                fleet))
        .isEqualTo(
            """
            traffic.tool: host 'linux-6.1-a' has no iperf3, which sends the traffic: install it there
            blocks: host 'linux-6.1-a' has no ping, which proves that the other end answers: install it there
            blocks[0].tunnel: host 'linux-6.1-a' has no ip, which sets tunnels up: install it there
            blocks[0].tunnel: host 'linux-6.1-b' has no kernel module ip_gre, which gretap needs: choose a kernel that has it, or leave gretap out
            blocks[0].inner: host 'linux-6.1-b' has no kernel module veth, which bridged needs: choose a kernel that has it, or leave bridged out
            blocks[0].protection: host 'linux-6.1-b' has no kernel module esp4, which esp/null/hmac-md5 needs: choose a kernel that has it, or leave esp/null/hmac-md5 out
            blocks[0].protection: host 'linux-6.1-b' has no algorithm ecb(cipher_null) in its kernel, which esp/null/hmac-md5 needs: leave esp/null/hmac-md5 out
            blocks[0].protection: host 'linux-6.1-b' has no algorithm hmac(md5) in its kernel, which esp/null/hmac-md5 needs: leave esp/null/hmac-md5 out""");
  }

  @Test
  void onlyALimitedRateDemandsIperf3WhereAnyToolWillDo() throws Exception {
    Fleets fleet =
        Fleets.withKernels("6.1.176")
            .changed("linux-6.1-a", facts -> lacking(facts, Set.of("iperf3")));

    assertThat(trials("name: x\nblocks: [{tunnel: ipip}]\n", fleet)).hasSize(1);
    assertThat(refusal("name: x\ntraffic: {rateLimit: 1M}\nblocks: [{tunnel: ipip}]\n", fleet))
        .isEqualTo(
            "traffic.rateLimit: host 'linux-6.1-a' has no iperf3, which alone limits a rate: install it there");
  }

  @Test
  void factsThatTellNothingOfModulesRefuseNothing() throws Exception {
    Fleets fleet = Fleets.withKernels("6.1.176");
    Set<String> everything = new TreeSet<>(fleet.facts("linux-6.1-a").modules());
    everything.addAll(fleet.facts("linux-6.1-a").cryptoDrivers().keySet());
    fleet.changed("linux-6.1-a", facts -> lacking(facts, everything));

    assertThat(
            trials("name: x\nblocks: [{tunnel: gretap, protection: esp/null/hmac-md5}]\n", fleet))
        .hasSize(1);
  }

  @Test
  void tooManyTrialsAreRefusedWithTheSum() {
    assertThat(
            refusal("name: x\nblocks: [{tunnel: [gretap, gre, ipip]}]\nrepetitions: 1000\n", lab()))
        .isEqualTo(
            "blocks: make 12000 trials (4 pairs × 3 cells × 1000 repetitions): name fewer, at most 10000");
  }

  private static HostFacts lacking(HostFacts facts, Set<String> names) {
    Map<String, String> tools = new TreeMap<>(facts.tools());
    tools.keySet().removeAll(names);
    Set<String> modules = new TreeSet<>(facts.modules());
    modules.removeAll(names);
    Map<String, String> drivers = new TreeMap<>(facts.cryptoDrivers());
    drivers.keySet().removeAll(names);
    return new HostFacts(
        facts.host(),
        facts.kernelRelease(),
        facts.kernelBuild(),
        tools,
        modules,
        facts.loadedModules(),
        facts.fallbackDevices(),
        drivers,
        facts.underlay(),
        facts.underlayInterface(),
        facts.underlayMtu(),
        facts.publicKey());
  }
}
