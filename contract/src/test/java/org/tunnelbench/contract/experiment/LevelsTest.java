package org.tunnelbench.contract.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tunnelbench.contract.InvalidValueException;

class LevelsTest {
  @Provide
  Arbitrary<Protection> protections() {
    return Arbitraries.of(Protection.all());
  }

  @Property
  void aProtectionIsReadAsItIsWritten(@ForAll("protections") Protection protection) {
    assertThat(Protection.parse(protection.toString())).isEqualTo(protection);
  }

  @Example
  void thereAreFifteenProtections() {
    assertThat(Protection.all().stream().map(Protection::toString))
        .containsExactly(
            "none",
            "esp/null/hmac-md5",
            "esp/null/hmac-sha1",
            "esp/null/hmac-sha256",
            "esp/aes-128-cbc/hmac-md5",
            "esp/aes-128-cbc/hmac-sha1",
            "esp/aes-128-cbc/hmac-sha256",
            "esp/aes-128-gcm",
            "esp-tunnel/null/hmac-md5",
            "esp-tunnel/null/hmac-sha1",
            "esp-tunnel/null/hmac-sha256",
            "esp-tunnel/aes-128-cbc/hmac-md5",
            "esp-tunnel/aes-128-cbc/hmac-sha1",
            "esp-tunnel/aes-128-cbc/hmac-sha256",
            "esp-tunnel/aes-128-gcm");
  }

  @Example
  void protectionsThatMakeNoSenseAreRefusedWithWhatToWrite() {
    assertThatThrownBy(() -> Protection.parse("esp/aes-128-gcm/hmac-sha1"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageEndingWith("write esp/aes-128-gcm");
    assertThatThrownBy(() -> Protection.parse("esp/null"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageEndingWith("write esp/null/hmac-sha1");
  }

  @Example
  void aCellListsEveryFactorInOrder() {
    Levels cell =
        new Levels(
            TunnelKind.GRETAP,
            InnerSide.BRIDGED,
            LocalAddress.SET,
            Protection.parse("esp/null/hmac-md5"),
            Mtu.DEFAULT);

    assertThat(cell.byFactor())
        .containsExactly(
            Map.entry("tunnel", "gretap"),
            Map.entry("inner", "bridged"),
            Map.entry("local", "set"),
            Map.entry("protection", "esp/null/hmac-md5"),
            Map.entry("policies", "ip-xfrm"),
            Map.entry("keying", "manual"),
            Map.entry("mtu", "default"),
            Map.entry("ttl", "default"),
            Map.entry("key", "none"),
            Map.entry("pmtudisc", "default"),
            Map.entry("offload", "default"),
            Map.entry("sysctl", "default"));
    assertThat(cell.unprotected().protection()).isEqualTo(Protection.NONE);
    assertThat(cell.unprotected().unprotected()).isEqualTo(cell.unprotected());
  }

  @Example
  void onlyGretapIsBridged() {
    for (TunnelKind tunnel : TunnelKind.values()) {
      InnerSide side = Levels.defaultInner(tunnel);
      assertThat(side == InnerSide.BRIDGED).isEqualTo(tunnel == TunnelKind.GRETAP);
      assertThat(new Levels(tunnel, side, LocalAddress.SET, Protection.NONE, Mtu.DEFAULT).inner())
          .isEqualTo(side);
    }
  }

  @Example
  void aBlockIsCrossedInFullAndEachTunnelHasItsOwnInnerSide() {
    Block block =
        new Block(
            List.of(TunnelKind.GRETAP, TunnelKind.IPIP),
            Optional.empty(),
            List.of(LocalAddress.SET, LocalAddress.OMITTED),
            List.of(Protection.NONE),
            Optional.empty(),
            List.of(Keying.MANUAL),
            List.of(new Mtu.Fixed(1300), Mtu.DEFAULT),
            TunnelOptionLevels.DEFAULT,
            HostSettingLevels.DEFAULT);

    assertThat(block.cells()).hasSize(8).doesNotHaveDuplicates();
    assertThat(block.combinations()).isEqualTo(8);
    assertThat(block.cells())
        .allSatisfy(cell -> assertThat(cell.inner()).isEqualTo(Levels.defaultInner(cell.tunnel())));
  }

  @Example
  void aKernelIsMatchedUpToADotADashOrItsEnd() {
    assertThat(PairSelection.ByKernel.matches("6.1", "6.1.176")).isTrue();
    assertThat(PairSelection.ByKernel.matches("6.1", "6.12.101")).isFalse();
    assertThat(PairSelection.ByKernel.matches("6.1", "6.1")).isTrue();
    assertThat(PairSelection.ByKernel.matches("6.1", "6.1-rc3")).isTrue();
    assertThat(PairSelection.ByKernel.matches("6.1.176", "6.1")).isFalse();
  }
}
