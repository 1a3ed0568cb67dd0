package org.tunnelbench.controller.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.tunnelbench.contract.api.Problem.Violation;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.IpVersion;
import org.tunnelbench.contract.host.KernelRelease;

/**
 * The hosts of a document, asked for what it demands of each. Facts that tell nothing of modules
 * refuse nothing.
 */
final class AskedHosts {
  private final List<HostFacts> hosts;
  private final List<Violation> unmet = new ArrayList<>();

  AskedHosts(List<HostFacts> hosts) {
    this.hosts = List.copyOf(hosts);
  }

  List<HostFacts> all() {
    return hosts;
  }

  /** What was refused, each once. */
  List<Violation> unmet() {
    return unmet.stream().distinct().toList();
  }

  /**
   * A tool is on each host.
   *
   * @param purpose what it does there
   */
  void tool(String field, String tool, String purpose) {
    hosts.forEach(host -> tool(field, host, tool, purpose));
  }

  /** A tool is on a host. */
  void tool(String field, HostFacts host, String tool, String purpose) {
    if (!host.tools().containsKey(tool)) {
      refuse(field, host, "has no %s, which %s: install it there".formatted(tool, purpose));
    }
  }

  /** The ip of each host that has one is of a version that can do something. */
  void ip(String field, Predicate<IpVersion> able, String lack) {
    hosts.stream()
        .filter(host -> host.tools().containsKey("ip") && !able.test(host.ipVersion()))
        .forEach(host -> refuse(field, host, "has %s, %s".formatted(host.tools().get("ip"), lack)));
  }

  /** A kernel module is on each host. */
  void module(String field, String module, String level) {
    for (HostFacts host : hosts) {
      if (!host.modules().isEmpty() && !host.modules().contains(module)) {
        refuse(
            field,
            host,
            "has no kernel module %s, which %s needs: choose a kernel that has it, or leave %s out"
                .formatted(module, level, level));
      }
    }
  }

  /** Each host's kernel is of this release or newer. */
  void release(String field, String level, KernelRelease first) {
    for (HostFacts host : hosts) {
      if (KernelRelease.of(host.kernelRelease()).isBefore(first)) {
        refuse(
            field,
            host,
            "runs %s, and %s came with %s: leave %s out, or choose another host"
                .formatted(host.kernelRelease(), level, first, level));
      }
    }
  }

  /** A host cannot meet a demand. */
  void refuse(String field, HostFacts host, String lack) {
    unmet.add(ExperimentPlanner.violation(field, "host '%s' %s".formatted(host.host(), lack)));
  }

  /** No host can meet a demand. */
  void refuse(String field, String why) {
    unmet.add(ExperimentPlanner.violation(field, why));
  }
}
