package org.tunnelbench.hostagent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunnelbench.hostagent.model.Recorded;

/** One host at one moment, as ip(8) of five ages prints it; see recorded/SOURCES.txt. */
class IpTextTest {
  private static final List<Link> LINKS =
      IpJson.links(Recorded.text("iproute2-6.1.0-address.json"));
  private static final List<Address> ADDRESSES =
      IpJson.addresses(Recorded.text("iproute2-6.1.0-address.json"));
  private static final List<Route> ROUTES =
      IpJson.routes(Recorded.text("iproute2-6.1.0-route.json"));

  /** What JSON tells, without what an older ip does not print. */
  static Stream<Arguments> ages() {
    UnaryOperator<String> group = line -> line.replace(" group default", "");
    UnaryOperator<String> erspan = line -> line.replaceAll("( kind erspan .*) remote any .*", "$1");
    UnaryOperator<String> kind =
        line ->
            line.replaceAll(" kind (gretap|erspan|veth|bridge)", "")
                .replaceAll("( link_type ether address [0-9a-f:]+) .*", "$1");
    UnaryOperator<String> dotted = line -> line.replaceAll("key 42", "key 0.0.0.42");
    return Stream.of(
        Arguments.of("iproute2-6.1.0", UnaryOperator.<String>identity()),
        Arguments.of("iproute2-ss170501", erspan),
        Arguments.of(
            "iproute2-ss091226", (UnaryOperator<String>) l -> erspan.apply(group.apply(l))),
        Arguments.of("iproute2-ss061002", (UnaryOperator<String>) l -> kind.apply(group.apply(l))),
        Arguments.of(
            "busybox-1.35.0",
            (UnaryOperator<String>) l -> dotted.apply(kind.apply(group.apply(l)))));
  }

  @ParameterizedTest
  @MethodSource("ages")
  void devicesReadLikeJson(String age, UnaryOperator<String> withoutWhatIsNotPrinted) {
    assertThat(links(age))
        .extracting(Link::line)
        .containsExactlyElementsOf(
            LINKS.stream().map(Link::line).map(withoutWhatIsNotPrinted).toList());
    assertThat(links(age)).extracting(Link::mtu).isEqualTo(LINKS.stream().map(Link::mtu).toList());
  }

  @ParameterizedTest
  @MethodSource("ages")
  void addressesReadLikeJson(String age) {
    assertThat(IpText.addresses(Recorded.text(age + "-address.txt"))).isEqualTo(ADDRESSES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"iproute2-6.1.0", "iproute2-ss170501", "iproute2-ss091226", "iproute2-ss061002"})
  void routesReadLikeJson(String age) {
    assertThat(IpText.routes(Recorded.text(age + "-route.txt"))).isEqualTo(ROUTES);
  }

  @Test
  void busyboxTellsOfRoutesAllButTheirOriginAndFurtherHops() {
    assertThat(IpText.routes(Recorded.text("busybox-1.35.0-route.txt")))
        .extracting(Route::line)
        .containsExactlyElementsOf(
            ROUTES.stream()
                .map(route -> route.line().replaceAll(" protocol kernel| nexthops .*", ""))
                .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iproute2-6.1.0",
        "iproute2-ss170501",
        "iproute2-ss091226",
        "iproute2-ss061002",
        "busybox-1.35.0"
      })
  void tunnelsThatStandInTheWayAreSeenAtEveryAge(String age) {
    assertThat(links(age))
        .filteredOn(link -> link.name().equals("theirs") || link.name().equals("keyed"))
        .extracting(Link::kind, Link::local, Link::remote)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("ipip", "any", "10.0.0.102"),
            org.assertj.core.groups.Tuple.tuple("gre", "10.0.0.101", "10.0.0.103"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Usage: ip [ OPTIONS ] OBJECT", "    inet 10.0.0.1/24 scope global eth0", "[{}]"})
  void whatIsNotWhatIpPrintsIsRefused(String text) {
    assertThatThrownBy(() -> IpText.addresses(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("as ip print");
    assertThatThrownBy(() -> IpText.routes(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("as ip print");
  }

  @Test
  void anAddressThatARouterHandedOutIsLeftOut() {
    String text =
        """
        2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc pfifo_fast qlen 1000
            link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff
            inet 192.0.2.7/24 brd 192.0.2.255 scope global secondary dynamic eth0:1
            inet6 2001:db8::1/64 scope global dynamic
               valid_lft 2591994sec preferred_lft 604794sec
        """;

    assertThat(IpText.addresses(text))
        .extracting(Address::line)
        .containsExactly(
            "address eth0 local 192.0.2.7 prefixlen 24 broadcast 192.0.2.255 scope global label eth0:1");
  }

  /** As iproute2 before 2.6.35 prints them on kernels before 4.2. */
  @Test
  void aRouteThatTheKernelClonedIsLeftOut() {
    String text =
        """
        fe80::/64 dev eth0  proto kernel  metric 256
        ff02::fb via ff02::fb dev eth0  metric 0
            cache  mtu 1500 advmss 1440 hoplimit 4294967295
        local ::1 dev lo  table local  proto kernel  metric 0
        """;

    assertThat(IpText.routes(text)).extracting(Route::device).containsExactly("eth0", "lo");
  }

  private static List<Link> links(String age) {
    return IpText.links(Recorded.text(age + "-link.txt"), Recorded.text(age + "-tunnel.txt"));
  }
}
