package org.tunnelbench.cli.hosts;

import java.util.List;
import java.util.stream.Stream;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.lab.doctor.Check;

/** What was found on hosts and between them. */
public record HostsReport(List<OfHost> hosts, List<OfPair> pairs) {
  /** What was found on a host. */
  public record OfHost(HostName host, List<Check> checks) {
    public OfHost {
      checks = List.copyOf(checks);
    }
  }

  /** What was found between two hosts. */
  public record OfPair(HostName sender, HostName receiver, List<Check> checks) {
    public OfPair {
      checks = List.copyOf(checks);
    }
  }

  public HostsReport {
    hosts = List.copyOf(hosts);
    pairs = List.copyOf(pairs);
  }

  /** Whether nothing is missing without which an experiment cannot run on all pairs. */
  public boolean fit() {
    return Stream.concat(
            hosts.stream().flatMap(host -> host.checks().stream()),
            pairs.stream().flatMap(pair -> pair.checks().stream()))
        .noneMatch(check -> check.verdict() == Check.Verdict.MISSING);
  }
}
