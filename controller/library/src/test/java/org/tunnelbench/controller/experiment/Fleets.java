package org.tunnelbench.controller.experiment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.secret.SealingException;
import org.tunnelbench.contract.secret.SealingKeyPair;
import org.tunnelbench.contract.secret.SecretSealing;

/** A fleet with two hosts for each kernel, as the lab has it, and facts of its hosts. */
final class Fleets {
  static final SealingKeyPair KEYS = newKeyPair();

  private final FleetDocument document;
  private final Map<HostName, HostStatus> statuses = new LinkedHashMap<>();

  private Fleets(FleetDocument document) {
    this.document = document;
  }

  static Fleets withKernels(String... releases) {
    List<HostEntry> hosts = new ArrayList<>();
    List<PairEntry> pairs = new ArrayList<>();
    for (String release : releases) {
      String kernel = release.replaceFirst("^([0-9]+\\.[0-9]+).*", "$1");
      HostEntry sender = host("linux-" + kernel + "-a", hosts.size(), kernel);
      hosts.add(sender);
      HostEntry receiver = host("linux-" + kernel + "-b", hosts.size(), kernel);
      hosts.add(receiver);
      pairs.add(new PairEntry(sender.name(), receiver.name(), Optional.of("lab")));
    }
    Fleets fleet = new Fleets(new FleetDocument(hosts, pairs));
    for (int i = 0; i < releases.length; i++) {
      fleet.know(hosts.get(2 * i), releases[i]);
      fleet.know(hosts.get(2 * i + 1), releases[i]);
    }
    return fleet;
  }

  private static HostEntry host(String name, int place, String kernel) {
    return new HostEntry(
        new HostName(name),
        HostKind.LOCAL,
        Ipv4Address.of(0x0a000065L + place),
        Optional.empty(),
        Optional.empty(),
        Map.of("kernel", kernel, "site", "lab"));
  }

  private void know(HostEntry host, String release) {
    statuses.put(
        host.name(),
        new HostStatus(
            host.name(),
            HostCondition.AVAILABLE,
            "",
            Optional.of(facts(host, release)),
            Instant.EPOCH));
  }

  private static HostFacts facts(HostEntry host, String release) {
    return new HostFacts(
        host.name(),
        release,
        release + "-1",
        Map.of("ip", "iproute2-6.1.0", "ping", "iputils", "iperf3", "iperf 3.12"),
        Set.of("ip_gre", "ipip", "bridge", "veth", "esp4", "xfrm_user", "crypto_null"),
        Set.of(),
        List.of(),
        Map.of("aes", "aes-generic", "md5", "md5-generic", "sha1", "x", "sha256", "x"),
        host.underlay(),
        "vec0",
        1500,
        KEYS.publicKey());
  }

  FleetDocument document() {
    return document;
  }

  Map<HostName, HostStatus> statuses() {
    return statuses;
  }

  HostFacts facts(String host) {
    return Optional.ofNullable(statuses.get(new HostName(host)))
        .flatMap(HostStatus::facts)
        .orElseThrow();
  }

  /** The same fleet, one host of which has other facts. */
  Fleets changed(String host, UnaryOperator<HostFacts> change) {
    HostFacts facts = change.apply(facts(host));
    statuses.put(
        facts.host(),
        new HostStatus(
            facts.host(), HostCondition.AVAILABLE, "", Optional.of(facts), Instant.EPOCH));
    return this;
  }

  /** The same fleet, all of whose hosts have these tools besides. */
  Fleets withTools(String... tools) {
    for (HostName host : List.copyOf(statuses.keySet())) {
      changed(
          host.value(),
          facts -> {
            Map<String, String> all = new HashMap<>(facts.tools());
            List.of(tools).forEach(tool -> all.put(tool, tool + " 1"));
            return new HostFacts(
                facts.host(),
                facts.kernelRelease(),
                facts.kernelBuild(),
                all,
                facts.modules(),
                facts.loadedModules(),
                facts.fallbackDevices(),
                facts.cryptoDrivers(),
                facts.underlay(),
                facts.underlayInterface(),
                facts.underlayMtu(),
                facts.publicKey());
          });
    }
    return this;
  }

  /** The same fleet, one host of which was never reached. */
  Fleets unreached(String host, String reason) {
    HostName name = new HostName(host);
    statuses.put(
        name,
        new HostStatus(name, HostCondition.UNREACHABLE, reason, Optional.empty(), Instant.EPOCH));
    return this;
  }

  private static SealingKeyPair newKeyPair() {
    try {
      return SecretSealing.newKeyPair();
    } catch (SealingException e) {
      throw new AssertionError(e);
    }
  }
}
