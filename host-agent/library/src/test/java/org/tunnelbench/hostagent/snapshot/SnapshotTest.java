package org.tunnelbench.hostagent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.model.Recorded;
import org.tunnelbench.hostagent.plan.Traces;

class SnapshotTest {
  static final HostState RECORDED = recorded(Recorded.text("linux-5.10-address.json"));

  static HostState recorded(String devices) {
    return new Snapshot(Examples.facts(), List.of())
        .read(
            Stream.of(
                    devices,
                    Recorded.text("linux-5.10-routes.json"),
                    Recorded.text("linux-5.10-policy.txt"),
                    Recorded.text("linux-5.10-state.txt"),
                    "",
                    "")
                .map(text -> new StepResult(0, text, ""))
                .toList());
  }

  @Test
  void everyThingHasALine() {
    assertThat(RECORDED.lines())
        .contains(
            "link tb0a1b2c-out kind veth flags BROADCAST,MULTICAST,UP mtu 1300 qdisc noqueue group"
                + " default txqlen 1000 link_type ether address "
                + macOf("tb0a1b2c-out"),
            "link theirs kind ipip flags NOARP,POINTOPOINT,UP mtu 1480 qdisc noqueue group default"
                + " txqlen 1000 link_type ipip address 0.0.0.0 remote 10.0.0.102 local any ttl 0"
                + " pmtudisc true",
            "address vec0 local 10.0.0.101 prefixlen 24 scope global label vec0",
            "address theirs local 192.0.2.1 address 192.0.2.2 prefixlen 32 scope global label"
                + " theirs",
            "route dst 198.18.0.0/30 dev tb0a1b2c-out protocol kernel scope link prefsrc"
                + " 198.18.0.1",
            "association 10.0.0.101 10.0.0.102 esp spi 0x12345678 reqid 77 mode transport"
                + " auth-trunc hmac(sha1) enc cbc(aes)");
  }

  private static String macOf(String device) {
    return RECORDED.links().stream()
        .filter(link -> link.name().equals(device))
        .map(link -> link.line().replaceAll(".* ", ""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatChangesByItselfIsNoDifference() {
    String later =
        Recorded.text("linux-5.10-address.json")
            .replaceAll("\"gc_timer\":[0-9.]+", "\"gc_timer\":1.00")
            .replaceAll("\"operstate\":\"[A-Z]+\"", "\"operstate\":\"DORMANT\"")
            .replace("\"LOWER_UP\"", "\"NO-CARRIER\"")
            .replaceAll("\"ifindex\":(\\d+)", "\"ifindex\":1$1")
            .replaceAll("\"promiscuity\":\\d", "\"promiscuity\":7");

    assertThat(recorded(later).differencesFrom(RECORDED.lines())).isEmpty();
  }

  @Test
  void ofTwoThingsThatReadAlikeOneThatIsGoneIsADifference() {
    String one = RECORDED.lines().getFirst();
    List<String> twice = new ArrayList<>(RECORDED.lines());
    twice.add(one);

    assertThat(RECORDED.differencesFrom(twice)).containsExactly("- " + one);
  }

  @Test
  void whatSomebodyChangedIsADifference() {
    String changed =
        Recorded.text("linux-5.10-address.json").replace("\"mtu\":1300", "\"mtu\":1400");

    assertThat(recorded(changed).differencesFrom(RECORDED.lines()))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("+ link tb0a1b2c-out") && line.contains("mtu 1400"))
        .anyMatch(line -> line.startsWith("- link tb0a1b2c-out") && line.contains("mtu 1300"));
  }

  @Test
  void whatAnAttemptMadeIsFoundByItsTraces() {
    Traces traces =
        new Traces(
            "tb0a1b2c", 77, Optional.of(Ipv4Network.parse("198.18.0.1/30")), false, List.of());

    List<String> found = RECORDED.madeBy(traces, List.of());

    assertThat(found).anyMatch(line -> line.startsWith("link tb0a1b2c-tun"));
    assertThat(found).anyMatch(line -> line.startsWith("address tb0a1b2c-out local 198.18.0.1"));
    assertThat(found).anyMatch(line -> line.startsWith("route dst 198.18.0.0/30"));
    assertThat(found).filteredOn(line -> line.startsWith("policy")).hasSize(2);
    assertThat(found).filteredOn(line -> line.startsWith("association")).hasSize(2);
    assertThat(found).noneMatch(line -> line.contains("theirs") || line.contains(" vec0 "));
    assertThat(RECORDED.madeBy(traces, RECORDED.lines())).as("what stood there before").isEmpty();
    assertThat(
            RECORDED.madeBy(
                new Traces("tbffffff", 78, Optional.empty(), false, List.of()), List.of()))
        .isEmpty();
  }

  @Test
  void addressesThatRoutersHandOutAreLeftOut() {
    String json =
        """
        [{"ifname":"eth0","flags":["UP"],"addr_info":[
          {"family":"inet6","local":"2001:db8::1","prefixlen":64,"dynamic":true},
          {"family":"inet6","local":"fe80::1","prefixlen":64},
          {"family":"inet","local":"192.0.2.7","prefixlen":24,"dynamic":true}]}]
        """;

    assertThat(IpJson.addresses(json))
        .extracting(Address::line)
        .containsExactly(
            "address eth0 local fe80::1 prefixlen 64", "address eth0 local 192.0.2.7 prefixlen 24");
  }

  @Test
  void whatIsNoJsonIsRefused() {
    assertThatThrownBy(() -> IpJson.links("Usage: ip [ OPTIONS ]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not the JSON that ip prints");
    assertThat(IpJson.routes("")).isEmpty();
    assertThat(IpJson.routes("[{}]")).isEmpty();
  }
}
