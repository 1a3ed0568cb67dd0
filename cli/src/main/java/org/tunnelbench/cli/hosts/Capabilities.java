package org.tunnelbench.cli.hosts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.experiment.EspMode;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.PolicyTool;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.controller.experiment.ExperimentPlanner;

/**
 * What a host can do: whatever an experiment may ask of it without being refused. The answer is
 * that of the code which refuses experiments.
 */
final class Capabilities {
  static final String TRAFFIC = "traffic";

  /** Another host like this one, since an experiment takes two. */
  private static final HostName TWIN = new HostName("twin-of-the-host-that-is-looked-at");

  private static final String TWINS = "host '%s' ".formatted(TWIN);

  /** One that any ip and any daemon can be given, so that what is refused is the tool itself. */
  private static final Protection PROTECTED = Protection.parse("esp/aes-128-cbc/hmac-md5");

  private final HostFacts facts;
  private final FleetDocument fleet;
  private final Map<HostName, HostStatus> statuses;

  private Capabilities(HostFacts facts) {
    this.facts = facts;
    Ipv4Address other = Ipv4Address.of(facts.underlay().toLong() ^ 1);
    fleet =
        new FleetDocument(
            List.of(entry(facts.host(), facts.underlay()), entry(TWIN, other)),
            List.of(new PairEntry(facts.host(), TWIN, Optional.empty())));
    statuses = Map.of(facts.host(), status(facts.host()), TWIN, status(TWIN));
  }

  /** Every level of the factors that depend on a host. */
  static List<Capability> of(HostFacts facts) {
    return new Capabilities(facts).all();
  }

  private List<Capability> all() {
    List<Capability> all = new ArrayList<>();
    all.add(
        new Capability(
            TRAFFIC,
            "iperf3",
            refusals("{tunnel: [none]}", field -> !field.startsWith("blocks["))));
    for (TunnelKind tunnel : TunnelKind.values()) {
      if (tunnel != TunnelKind.NONE) {
        all.add(capability("tunnel", tunnel, "{tunnel: [%s]}".formatted(tunnel)));
      }
    }
    for (Protection protection : Protection.all()) {
      if (protection instanceof Protection.Esp esp && esp.mode() == EspMode.TRANSPORT) {
        all.add(capability("protection", esp, block(esp, "")));
      }
    }
    for (PolicyTool tool : PolicyTool.values()) {
      all.add(capability("policies", tool, block(PROTECTED, ", policies: [" + tool + "]")));
    }
    for (Keying keying : Keying.values()) {
      all.add(capability("keying", keying, block(PROTECTED, keyed(keying))));
    }
    return all;
  }

  /** What is refused at the factor itself: a block has others, which are told of by themselves. */
  private Capability capability(String factor, Object level, String block) {
    return new Capability(
        factor, level.toString(), refusals(block, field -> field.endsWith("." + factor)));
  }

  private static String keyed(Keying keying) {
    PolicyTool policies = keying == Keying.RACOON ? PolicyTool.SETKEY : PolicyTool.IP_XFRM;
    return ", keying: [%s], policies: [%s]".formatted(keying, policies);
  }

  private static String block(Protection protection, String more) {
    return "{tunnel: [ipip], protection: [%s]%s}".formatted(protection, more);
  }

  /** Why this host is refused a block, at fields that matter. */
  private List<String> refusals(String block, Predicate<String> matters) {
    try {
      ExperimentDocument document =
          ExperimentDocuments.parse("name: doctor\nblocks: [%s]\n".formatted(block));
      ExperimentPlanner.plan(document, fleet, statuses);
      return List.of();
    } catch (InvalidDocumentException refused) {
      String host = "host '%s' ".formatted(facts.host());
      return refused.violations().stream()
          .filter(violation -> matters.test(violation.field()))
          .map(violation -> violation.rule())
          .filter(rule -> !rule.startsWith(TWINS))
          .map(rule -> rule.startsWith(host) ? rule.substring(host.length()) : rule)
          .distinct()
          .toList();
    }
  }

  private static HostEntry entry(HostName name, Ipv4Address underlay) {
    return new HostEntry(
        name, HostKind.LOCAL, underlay, Optional.empty(), Optional.empty(), Map.of());
  }

  private HostStatus status(HostName name) {
    HostFacts its =
        new HostFacts(
            name,
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
            facts.publicKey());
    return new HostStatus(name, HostCondition.AVAILABLE, "", Optional.of(its), Instant.EPOCH);
  }
}
