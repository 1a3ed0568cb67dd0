package org.tunnelbench.controller.experiment;

import java.util.List;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.Problem.Violation;
import org.tunnelbench.contract.experiment.Block;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.Offloads;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.Sysctls;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.IpVersion;
import org.tunnelbench.contract.host.KernelRelease;
import org.tunnelbench.contract.host.LinkDialect;
import org.tunnelbench.contract.host.PairEntry;

/**
 * What a document demands of each host, held against the host's facts. Refuses only what the facts
 * show to be missing.
 */
record Demands(AskedHosts hosts) {
  /** One violation for each demand and each host that cannot meet it. */
  static List<Violation> unmet(
      ExperimentDocument document, List<PairEntry> pairs, KnownHosts hosts) {
    List<HostName> names =
        pairs.stream()
            .flatMap(pair -> Stream.of(pair.sender(), pair.receiver()))
            .distinct()
            .toList();
    AskedHosts asked = new AskedHosts(names.stream().map(hosts::requireFacts).toList());
    new Demands(asked).of(document);
    return asked.unmet();
  }

  private void of(ExperimentDocument document) {
    new TrafficDemands(hosts).of(document.traffic());
    hosts.tool("blocks", "ping", "proves that the other end answers");
    for (int i = 0; i < document.blocks().size(); i++) {
      block("blocks[" + i + "]", document.blocks().get(i));
    }
  }

  private void block(String field, Block block) {
    List<Levels> cells = block.cells();
    block.tunnel().forEach(tunnel -> tunnel(field + ".tunnel", tunnel));
    if (cells.stream().anyMatch(cell -> cell.inner() == InnerSide.BRIDGED)) {
      hosts.module(field + ".inner", "bridge", "bridged");
      hosts.module(field + ".inner", "veth", "bridged");
      bridges(field + ".inner");
    }
    if (cells.stream().anyMatch(cell -> !cell.settings().offload().equals(Offloads.DEFAULT))) {
      hosts.tool(field + ".offload", "ethtool", "sets offloads");
    }
    if (cells.stream().anyMatch(cell -> !cell.settings().sysctl().equals(Sysctls.DEFAULT))) {
      hosts.tool(field + ".sysctl", "sysctl", "sets kernel parameters");
    }
    ProtectionDemands protections = new ProtectionDemands(hosts, field);
    for (Protection protection : block.protection()) {
      if (protection instanceof Protection.Esp esp) {
        protections.of(esp);
      }
    }
    cells.stream().filter(Levels::isProtected).forEach(protections::of);
  }

  private void tunnel(String field, TunnelKind tunnel) {
    if (tunnel != TunnelKind.NONE) {
      hosts.tool(field, "ip", "sets tunnels up");
    }
    switch (tunnel) {
      case GRETAP -> {
        hosts.module(field, "ip_gre", "gretap");
        hosts.release(field, "gretap", KernelRelease.FIRST_WITH_GRETAP);
        hosts.ip(
            field,
            IpVersion::addsGreLinks,
            "and gretap is made by iproute2 2.6.28 or newer: install iproute2 there, or leave gretap"
                + " out");
      }
      case GRE -> hosts.module(field, "ip_gre", "gre");
      case IPIP -> hosts.module(field, "ipip", "ipip");
      case NONE -> {}
    }
  }

  private void bridges(String field) {
    hosts.all().stream()
        .filter(host -> !LinkDialect.of(host).bridgesByLink())
        .forEach(
            host -> hosts.tool(field, host, "brctl", "makes bridges where ip or kernel cannot"));
  }
}
