package org.tunnelbench.controller.trial;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.tunnelbench.contract.host.HostName;

/**
 * How far the topics are read. What a trial remembers of it are the positions of its own hosts, so
 * that its record does not grow with the fleet.
 */
final class Reading {
  private final Map<HostName, Positions.OfHost> hosts;
  private long samples;

  Reading(Positions from) {
    hosts = new HashMap<>(from.hosts());
    samples = from.samples();
  }

  Positions.OfHost of(HostName host) {
    return hosts.getOrDefault(host, Positions.OfHost.START);
  }

  /** The record of the host's topic of facts at this offset was taken in. */
  void tookFacts(HostName host, long offset) {
    hosts.put(host, of(host).afterFacts(offset));
  }

  /** The record of the host's topic of reports at this offset was taken in. */
  void tookReport(HostName host, long offset) {
    hosts.put(host, of(host).afterReports(offset));
  }

  /** The record of the topic of samples at this offset was taken in. */
  void tookSample(long offset) {
    samples = Math.max(samples, offset + 1);
  }

  /** The host's reports are to be read from here at the latest. */
  void repeatReports(HostName host, long from) {
    Positions.OfHost now = of(host);
    hosts.put(host, new Positions.OfHost(now.facts(), Math.min(now.reports(), from)));
  }

  /** The samples are to be read from here at the latest. */
  void repeatSamples(long from) {
    samples = Math.min(samples, from);
  }

  Positions positions() {
    return new Positions(samples, hosts);
  }

  Positions positions(Collection<HostName> some) {
    return new Positions(samples, some.stream().collect(toUnmodifiableMap(identity(), this::of)));
  }
}
