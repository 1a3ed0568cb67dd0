package org.tunnelbench.hostagent.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.EspSpec;
import org.tunnelbench.hostagent.ipsec.Association;
import org.tunnelbench.hostagent.plan.TrialNames;

/**
 * What stands in the way of an end: what it would collide with, and what a selector of it, or of
 * somebody else, would capture wrongly.
 */
public final class Obstacles {
  /** Devices that a module brings along; they take what no other tunnel takes. */
  public static final Set<String> FALLBACK_DEVICES = Set.of("gre0", "gretap0", "erspan0", "tunl0");

  private static final Set<String> GRE_KINDS = Set.of("gre", "gretap", "erspan");
  private static final Set<String> IPIP_KINDS = Set.of("ipip");

  /** ICMP and TCP: what is sent where there is no tunnel. */
  private static final Set<Integer> UNTUNNELLED_PROTOCOLS = Set.of(1, 6);

  private final EndpointSpec spec;
  private final TrialNames names;
  private final HostState state;
  private final List<String> found = new ArrayList<>();

  private Obstacles(EndpointSpec spec, TrialNames names, HostState state) {
    this.spec = spec;
    this.names = names;
    this.state = state;
  }

  /** One sentence for each obstacle, naming it; none where the way is free. */
  public static List<String> between(EndpointSpec spec, TrialNames names, HostState state) {
    Obstacles obstacles = new Obstacles(spec, names, state);
    obstacles.lookForDevices();
    obstacles.lookForTunnels();
    obstacles.lookForInnerNetwork();
    obstacles.lookForPolicies();
    obstacles.lookForAssociations();
    obstacles.lookForKeyDaemons();
    return List.copyOf(obstacles.found);
  }

  private void lookForDevices() {
    state.links().stream()
        .filter(link -> link.name().startsWith(names.prefix()))
        .forEach(link -> found.add("a device of the name " + link.name() + " exists already"));
  }

  private void lookForTunnels() {
    Set<String> kinds =
        switch (spec.levels().tunnel()) {
          case GRETAP, GRE -> GRE_KINDS;
          case IPIP -> IPIP_KINDS;
          case NONE -> Set.of();
        };
    state.links().stream()
        .filter(link -> kinds.contains(link.kind()) && !FALLBACK_DEVICES.contains(link.name()))
        .filter(
            link ->
                matches(link.local(), spec.underlay())
                    && matches(link.remote(), spec.underlayPeer()))
        .forEach(
            link ->
                found.add(
                    "the %s tunnel %s (local %s, remote %s) takes packets of the same protocol between the same two hosts"
                        .formatted(link.kind(), link.name(), link.local(), link.remote())));
  }

  /** Whether a tunnel's end is this address, or a wildcard. */
  private static boolean matches(String end, Ipv4Address address) {
    return end.isEmpty()
        || end.equals("any")
        || end.equals("0.0.0.0")
        || end.equals(address.value());
  }

  private void lookForInnerNetwork() {
    state.addresses().stream()
        .filter(address -> Overlap.any(address.network(), spec.inner()))
        .forEach(
            address ->
                found.add(
                    "the host's %s overlaps the inner network %s"
                        .formatted(address.line(), spec.inner().orElseThrow())));
    state.routes().stream()
        .filter(route -> Overlap.any(route.destination(), spec.inner()))
        .forEach(
            route ->
                found.add(
                    "the host's %s overlaps the inner network %s"
                        .formatted(route.line(), spec.inner().orElseThrow())));
  }

  private void lookForPolicies() {
    Ipv4Network here = new Ipv4Network(spec.underlay(), Integer.SIZE);
    Ipv4Network there = new Ipv4Network(spec.underlayPeer(), Integer.SIZE);
    Set<Integer> protocols =
        spec.levels().tunnel() == TunnelKind.NONE
            ? UNTUNNELLED_PROTOCOLS
            : Set.of(spec.levels().tunnel().ipProtocol());
    state.policies().stream()
        .filter(
            policy ->
                protocols.stream()
                    .anyMatch(
                        protocol ->
                            policy.selects(here, there, protocol)
                                || policy.selects(there, here, protocol)))
        .forEach(policy -> found.add("the host's " + policy.line() + " selects the same packets"));
  }

  private void lookForAssociations() {
    spec.esp()
        .ifPresent(
            esp ->
                state.associations().stream()
                    .filter(
                        association ->
                            association.requestId() == names.requestId() || same(association, esp))
                    .forEach(
                        association ->
                            found.add(
                                "the host's "
                                    + association.line()
                                    + " has the same SPI or request id")));
  }

  private boolean same(Association association, EspSpec wanted) {
    return wanted instanceof EspSpec.Manual byHand
        && (isAt(association, byHand.spiOut(), spec.underlayPeer())
            || isAt(association, byHand.spiIn(), spec.underlay()));
  }

  private static boolean isAt(Association association, long spi, Ipv4Address destination) {
    return association.spi() == spi && association.destination().equals(destination.value());
  }

  /** One host has one IKE: a second daemon finds the ports taken, or takes over the pid file. */
  private void lookForKeyDaemons() {
    if (spec.levels().keying().negotiates()) {
      KeyDaemons others = state.keyDaemons();
      others.ports().stream()
          .sorted()
          .forEach(port -> found.add("UDP port " + port + " of IKE is taken by another program"));
      others
          .pidFiles()
          .forEach(file -> found.add("another key daemon runs, or has left its pid file " + file));
    }
  }
}
