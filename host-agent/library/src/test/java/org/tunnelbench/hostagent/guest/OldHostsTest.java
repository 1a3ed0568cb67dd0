package org.tunnelbench.hostagent.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.IpVersion;
import org.tunnelbench.hostagent.apply.Proved;
import org.tunnelbench.hostagent.apply.Undone;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.snapshot.IpJson;
import org.tunnelbench.hostagent.snapshot.IpText;

/**
 * The words of old hosts, as far as a guest of today understands them too: its own ip and busybox's
 * brctl, asked as if the host were old.
 */
@Timeout(300)
class OldHostsTest {
  private static final String KERNEL = "5.10";

  static Stream<Arguments> oldHosts() {
    Map<String, String> centos6 =
        Map.of("ip", "ip utility, iproute2-ss091226", "ping", "ping from iputils");
    Map<String, String> centos5 =
        Map.of("ip", "ip utility, iproute2-ss061002", "ping", "ping from iputils");
    return Stream.of(
        Arguments.of(
            "2.6.32", centos6, Examples.levels(TunnelKind.GRETAP, InnerSide.BRIDGED, "none")),
        Arguments.of(
            "2.6.32",
            centos6,
            Examples.levels(TunnelKind.IPIP, InnerSide.DIRECT, "esp/aes-128-cbc/hmac-md5")),
        Arguments.of("2.6.18", centos5, Examples.levels(TunnelKind.GRE, InnerSide.DIRECT, "none")));
  }

  @ParameterizedTest
  @MethodSource("oldHosts")
  void aTunnelInTheirWordsWorksAndLeavesNothing(
      String kernel, Map<String, String> tools, Levels levels) throws Exception {
    try (GuestPair guests = new GuestPair(KERNEL)) {
      List<GuestPair.End> ends = guests.plan(levels, 10, GuestPair.as(kernel, tools));
      List<Undone> undone;
      try {
        assertThat(guests.setUp(ends)).extracting(Proved::mtu).containsOnly(1300);
      } finally {
        undone = guests.takeDown(ends);
      }

      assertThat(undone).containsOnly(new Undone(List.of(), java.util.Optional.empty()));
    }
  }

  @Test
  void whatIsPrintedAsTextReadsLikeJson() throws Exception {
    try (GuestPair guests = new GuestPair(KERNEL)) {
      List<GuestPair.End> ends = guests.plan(Examples.PROTECTED, 11, facts -> facts);
      try {
        assertThat(guests.setUp(ends)).hasSize(2);
        String devices = stdout(guests, IpJson.ADDRESSES);
        String links = stdout(guests, IpText.linksCommand(IpVersion.parse("iproute2-ss170501")));

        assertThat(IpText.links(links, stdout(guests, IpText.TUNNELS)))
            .isEqualTo(IpJson.links(devices));
        assertThat(IpText.addresses(stdout(guests, IpText.ADDRESSES)))
            .isEqualTo(IpJson.addresses(devices));
        assertThat(IpText.routes(stdout(guests, IpText.ROUTES)))
            .isEqualTo(IpJson.routes(stdout(guests, IpJson.ROUTES)));
      } finally {
        guests.takeDown(ends);
      }
    }
  }

  private static String stdout(GuestPair guests, List<String> argv) throws Exception {
    return guests.run(argv.toArray(String[]::new)).stdout();
  }
}
