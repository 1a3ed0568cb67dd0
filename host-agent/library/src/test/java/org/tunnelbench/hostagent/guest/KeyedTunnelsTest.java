package org.tunnelbench.hostagent.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.LocalAddress;
import org.tunnelbench.contract.experiment.Mtu;
import org.tunnelbench.contract.experiment.PolicyTool;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.hostagent.apply.Proved;
import org.tunnelbench.hostagent.apply.Undone;

/**
 * Every tunnel, with its local address and without, bare and inside ESP however that is keyed: it
 * carries traffic, nothing of a protected one is sent on the underlay but ESP, and both guests are
 * as they were.
 */
@Timeout(300)
class KeyedTunnelsTest {
  private static final List<String> KERNELS =
      "all".equals(System.getProperty("tunnelbench.tests"))
          ? List.of("5.10", "6.1", "6.12", "7.2")
          : List.of("6.1");

  private static final Map<String, GuestPair> PAIRS = new HashMap<>();

  @AfterAll
  static void close() {
    PAIRS.values().forEach(GuestPair::close);
    PAIRS.clear();
  }

  static Stream<Arguments> cells() {
    return KERNELS.stream()
        .flatMap(kernel -> tunnels().stream().map(levels -> Arguments.of(kernel, levels)));
  }

  private static List<Levels> tunnels() {
    List<Levels> cells = new ArrayList<>();
    for (LocalAddress local : LocalAddress.values()) {
      cells.addAll(keyed(TunnelKind.GRETAP, InnerSide.BRIDGED, local, "esp/null/hmac-md5"));
      cells.addAll(keyed(TunnelKind.GRETAP, InnerSide.DIRECT, local, "esp/aes-128-gcm"));
      cells.addAll(keyed(TunnelKind.GRE, InnerSide.DIRECT, local, "esp/aes-128-cbc/hmac-sha256"));
      cells.addAll(keyed(TunnelKind.IPIP, InnerSide.DIRECT, local, "esp/aes-128-cbc/hmac-sha1"));
    }
    cells.addAll(
        keyed(TunnelKind.GRETAP, InnerSide.DIRECT, LocalAddress.SET, "esp-tunnel/null/hmac-md5"));
    return cells;
  }

  private static List<Levels> keyed(
      TunnelKind tunnel, InnerSide inner, LocalAddress local, String protection) {
    Levels bare = new Levels(tunnel, inner, local, Protection.NONE, Mtu.parse("1300"));
    List<Levels> cells = new ArrayList<>(List.of(bare));
    for (Keying keying : List.of(Keying.MANUAL, Keying.STRONGSWAN_IKEV1, Keying.STRONGSWAN_IKEV2)) {
      cells.add(bare.protectedBy(Protection.parse(protection), PolicyTool.IP_XFRM, keying));
    }
    return cells;
  }

  @ParameterizedTest
  @MethodSource("cells")
  void itCarriesTrafficAsItShouldAndLeavesNothing(String kernel, Levels levels) throws Exception {
    GuestPair guests = PAIRS.computeIfAbsent(kernel, GuestPair::new);
    List<GuestPair.End> ends = guests.plan(levels, 20, facts -> facts);
    List<Undone> undone;
    try {
      List<Proved> proved = guests.setUp(ends);
      assertThat(proved).extracting(Proved::mtu).containsOnly(1300);
      assertThat(proved).allMatch(end -> end.espPackets() > 0 == levels.isProtected());
      List<String> sent = guests.sentOverTheUnderlay(ends);

      assertThat(sent).hasSizeGreaterThanOrEqualTo(2 * GuestPair.PINGS);
      if (levels.isProtected()) {
        assertThat(sent).allMatch(packet -> packet.contains(": ESP("));
      } else {
        assertThat(sent).noneMatch(packet -> packet.contains("ESP"));
      }
    } finally {
      undone = guests.takeDown(ends);
    }

    assertThat(undone).containsOnly(new Undone(List.of(), Optional.empty()));
  }
}
