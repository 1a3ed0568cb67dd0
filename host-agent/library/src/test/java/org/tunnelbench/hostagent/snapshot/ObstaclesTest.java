package org.tunnelbench.hostagent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.LocalAddress;
import org.tunnelbench.contract.experiment.Mtu;
import org.tunnelbench.contract.experiment.PolicyTool;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.contract.secret.SealingException;
import org.tunnelbench.contract.secret.SecretSealing;
import org.tunnelbench.hostagent.ipsec.Association;
import org.tunnelbench.hostagent.ipsec.Policy;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.plan.TrialNames;

class ObstaclesTest {
  private static final Levels GRETAP = Examples.PROTECTED;
  private static final Levels IPIP =
      Examples.levels(TunnelKind.IPIP, InnerSide.DIRECT, "esp/aes-128-gcm");
  private static final Levels BARE =
      new Levels(TunnelKind.NONE, InnerSide.DIRECT, LocalAddress.SET, Protection.NONE, Mtu.DEFAULT);
  private static final TrialNames NAMES = TrialNames.of(Examples.attempt(1, 1), Examples.HOST);
  private static final String PUBLIC_KEY = publicKey();

  private static String publicKey() {
    try {
      return SecretSealing.newKeyPair().publicKey();
    } catch (SealingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void fallbackDevicesAndOtherPeoplesThingsAreNoObstacle() {
    HostState state =
        new HostState(
            List.of(
                tunnel("gre0", "gre", "any", "any"),
                tunnel("gretap0", "gretap", "any", "any"),
                tunnel("other", "gretap", "10.0.0.101", "10.0.0.103"),
                tunnel("ipip1", "ipip", "10.0.0.101", "10.0.0.102"),
                tunnel("eth0", "", "", "")),
            List.of(address("eth0", "10.0.0.101/24")),
            List.of(route("192.0.2.0/24")),
            List.of(
                policy("10.0.0.101/32", "10.0.0.103/32", 47),
                policy("10.0.0.101/32", "10.0.0.102/32", 50)),
            List.of(association("10.0.0.103", 0x12345678, 0)));

    assertThat(obstacles(GRETAP, state)).isEmpty();
  }

  @Test
  void tunnelsOfTheSameProtocolBetweenTheSameHostsAreInTheWay() {
    for (Link link :
        List.of(
            tunnel("t", "gre", "10.0.0.101", "10.0.0.102"),
            tunnel("t", "erspan", "any", "10.0.0.102"),
            tunnel("t", "gretap", "10.0.0.101", "any"),
            tunnel("t", "gretap", "", ""))) {
      assertThat(obstacles(GRETAP, links(link))).singleElement().asString().contains(" t (");
      assertThat(obstacles(IPIP, links(link))).isEmpty();
      assertThat(obstacles(BARE, links(link))).isEmpty();
    }
    assertThat(obstacles(IPIP, links(tunnel("t", "ipip", "any", "any")))).hasSize(1);
  }

  @Test
  void anotherKeyDaemonIsInTheWayOfOneOfOurOwn() {
    HostState state =
        new HostState(List.of(), List.of(), List.of(), List.of(), List.of())
            .with(new KeyDaemons(Set.of(4500, 500), List.of("/var/run/charon.pid")));

    assertThat(obstacles(GRETAP, state)).isEmpty();
    for (Keying keying : List.of(Keying.STRONGSWAN_IKEV1, Keying.STRONGSWAN_IKEV2)) {
      assertThat(
              obstacles(GRETAP.protectedBy(GRETAP.protection(), PolicyTool.IP_XFRM, keying), state))
          .containsExactly(
              "UDP port 500 of IKE is taken by another program",
              "UDP port 4500 of IKE is taken by another program",
              "another key daemon runs, or has left its pid file /var/run/charon.pid");
    }
  }

  @Test
  void aDeviceOfOurNamesIsInTheWay() {
    assertThat(obstacles(GRETAP, links(tunnel(NAMES.bridge(), "bridge", "", ""))))
        .singleElement()
        .asString()
        .contains("name " + NAMES.bridge() + " exists");
  }

  @Test
  void addressesAndRoutesOfTheInnerNetworkAreInTheWay() {
    HostState state =
        new HostState(
            List.of(),
            List.of(address("eth1", "198.18.0.2/24")),
            List.of(route("198.18.0.0/15"), route("192.0.2.0/24")),
            List.of(),
            List.of());

    assertThat(obstacles(GRETAP, state))
        .hasSize(2)
        .allMatch(obstacle -> obstacle.contains("overlaps the inner network 198.18.0.1/30"));
    assertThat(obstacles(BARE, state)).isEmpty();
  }

  @Test
  void policiesThatSelectTheSamePacketsAreInTheWay() {
    for (Policy policy :
        List.of(
            policy("10.0.0.101/32", "10.0.0.102/32", 47),
            policy("10.0.0.102/32", "10.0.0.0/8", 47),
            policy("0.0.0.0/0", "0.0.0.0/0", 0))) {
      HostState state = new HostState(List.of(), List.of(), List.of(), List.of(policy), List.of());

      assertThat(obstacles(GRETAP, state)).singleElement().asString().contains("same packets");
      assertThat(obstacles(BARE, state)).hasSize(policy.protocol().isEmpty() ? 1 : 0);
    }
  }

  @Test
  void associationsOfTheSameSpiOrRequestIdAreInTheWay() {
    for (Association association :
        List.of(
            association("10.0.0.102", 0x12345678, 0),
            association("10.0.0.101", 0x9abcdef0L, 0),
            association("10.0.0.103", 1, NAMES.requestId()))) {
      HostState state =
          new HostState(List.of(), List.of(), List.of(), List.of(), List.of(association));

      assertThat(obstacles(GRETAP, state)).hasSize(1);
      assertThat(obstacles(Examples.PLAIN, state)).isEmpty();
    }
  }

  private static List<String> obstacles(Levels levels, HostState state) {
    return Obstacles.between(
        Examples.spec(levels, Examples.attempt(1, 1), PUBLIC_KEY), NAMES, state);
  }

  private static HostState links(Link link) {
    return new HostState(List.of(link), List.of(), List.of(), List.of(), List.of());
  }

  private static Link tunnel(String name, String kind, String local, String remote) {
    return new Link(name, kind, local, remote, 1500, "link " + name);
  }

  private static Address address(String device, String network) {
    return new Address(device, Optional.of(Ipv4Network.parse(network)), "address " + network);
  }

  private static Route route(String network) {
    return new Route(Optional.of(Ipv4Network.parse(network)), "eth0", "route " + network);
  }

  private static Policy policy(String source, String destination, int protocol) {
    return new Policy(
        Optional.of(Ipv4Network.parse(source)),
        Optional.of(Ipv4Network.parse(destination)),
        protocol == 0 ? OptionalInt.empty() : OptionalInt.of(protocol),
        0,
        "policy");
  }

  private static Association association(String destination, long spi, int requestId) {
    return new Association("10.0.0.1", destination, "esp", spi, requestId, 0, "association");
  }
}
