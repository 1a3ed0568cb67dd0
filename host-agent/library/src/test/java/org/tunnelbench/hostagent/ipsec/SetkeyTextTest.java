package org.tunnelbench.hostagent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunnelbench.hostagent.model.Recorded;

class SetkeyTextTest {
  private static List<Association> associations(String recorded) {
    return SetkeyText.associations(
        Recorded.text("ipsec-tools-0.8.0-setkey-D." + recorded + ".txt"));
  }

  private static List<Policy> policies(String recorded) {
    return SetkeyText.policies(Recorded.text("ipsec-tools-0.8.0-setkey-DP." + recorded + ".txt"));
  }

  @Test
  void associationsAreReadWithoutKeysAndTimes() {
    assertThat(associations("mature-null-md5"))
        .hasSize(4)
        .first()
        .isEqualTo(
            new Association(
                "10.0.0.101",
                "10.0.0.102",
                "esp",
                0x09f1c649L,
                0,
                200_009,
                "association 10.0.0.101 10.0.0.102 esp spi 0x09f1c649 reqid 0 mode transport A"
                    + " hmac-md5"));
    assertThat(associations("mature-aes-sha1").getFirst().line())
        .endsWith("mode transport E aes-cbc A hmac-sha1");
    assertThat(associations("dying")).isNotEmpty();
  }

  @Test
  void whatTheKernelOnlyAskedForHasNoSpi() {
    assertThat(associations("larval-wrong-psk"))
        .singleElement()
        .satisfies(association -> assertThat(association.spi()).isZero());
  }

  @Test
  void policiesAreReadWithoutTimesAndThoseOfSocketsPassedOver() {
    assertThat(policies("gre-ipencap"))
        .extracting(Policy::line)
        .containsExactly(
            "policy 10.0.0.102[any] 10.0.0.101[any] ipencap fwd prio def ipsec"
                + " esp/transport//require",
            "policy 10.0.0.102[any] 10.0.0.101[any] ipencap in prio def ipsec"
                + " esp/transport//require",
            "policy 10.0.0.101[any] 10.0.0.102[any] ipencap out prio def ipsec"
                + " esp/transport//require",
            "policy 10.0.0.102 10.0.0.101 gre fwd prio def ipsec esp/transport//require",
            "policy 10.0.0.102 10.0.0.101 gre in prio def ipsec esp/transport//require",
            "policy 10.0.0.101 10.0.0.102 gre out prio def ipsec esp/transport//require");
    assertThat(policies("gre").getFirst().protocol()).isEqualTo(OptionalInt.of(47));
  }

  @Test
  void thePolicyOfATunnelNamesItsRequestId() {
    assertThat(
            SetkeyText.policies(
                "10.0.0.1 10.0.0.2 gre\n\tout prio def ipsec\n\tesp/transport//unique:77\n"))
        .singleElement()
        .satisfies(policy -> assertThat(policy.requestId()).isEqualTo(77));
  }

  @Test
  void requestIdsMayBeAsLargeAsTheKernels() {
    assertThat(
            SetkeyText.policies(
                """
                10.0.0.1 10.0.0.2 gre
                \tout prio def ipsec
                \tesp/transport//unique:4294967295
                """))
        .extracting(Policy::requestId)
        .containsExactly(4_294_967_295L);
    assertThat(
            SetkeyText.associations(
                """
                10.0.0.1 10.0.0.2\s
                \tesp mode=transport spi=1(0x00000001) reqid=4294967295(0xffffffff)
                """))
        .extracting(Association::requestId)
        .containsExactly(4_294_967_295L);
  }

  @ParameterizedTest
  @CsvSource({"ipencap, 4", "ip4, 4", "ipv4, 4", "ipip, 94", "ipv6, 41", "sctp, 132", "253, 253"})
  void bothToolsKnowTheSameProtocols(String word, int number) {
    String bySetkey = "10.0.0.1 10.0.0.2 " + word + "\n\tout prio def ipsec\n";
    String byIp = "src 10.0.0.1/32 dst 10.0.0.2/32 proto " + word + " \n\tdir out priority 0 \n";

    assertThat(SetkeyText.policies(bySetkey).getFirst().protocol())
        .isEqualTo(XfrmText.policies(byIp).getFirst().protocol())
        .isEqualTo(OptionalInt.of(number));
  }

  @Test
  void nothingIsNothing() {
    assertThat(associations("empty")).isEmpty();
    assertThat(policies("empty")).isEmpty();
    assertThat(SetkeyText.associations("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\tesp mode=transport\n", "10.0.0.1 10.0.0.2 \n\tfrobnicated\n", "???\n"})
  void anythingElseIsRefusedWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> SetkeyText.associations(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("frobnicated");
  }
}
