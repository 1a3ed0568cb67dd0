package org.tunnelbench.hostagent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.hostagent.model.Recorded;

class XfrmTextTest {
  private static final Ipv4Network A = Ipv4Network.parse("10.0.0.101/32");
  private static final Ipv4Network B = Ipv4Network.parse("10.0.0.102/32");

  @Test
  void policiesOfTheKernelAreReadAndThoseOfSocketsPassedOver() {
    assertThat(XfrmText.policies(Recorded.text("policy-by-setkey.txt")))
        .extracting(Policy::line)
        .containsExactly(
            "policy src 10.0.0.102/32 dst 10.0.0.101/32 proto gre dir fwd priority 2147483648 ptype"
                + " main tmpl src 0.0.0.0 dst 0.0.0.0 proto esp reqid 0 mode transport",
            "policy src 10.0.0.102/32 dst 10.0.0.101/32 proto gre dir in priority 2147483648 ptype"
                + " main tmpl src 0.0.0.0 dst 0.0.0.0 proto esp reqid 0 mode transport",
            "policy src 10.0.0.101/32 dst 10.0.0.102/32 proto gre dir out priority 2147483648 ptype"
                + " main tmpl src 0.0.0.0 dst 0.0.0.0 proto esp reqid 0 mode transport");
  }

  /** As iproute2 before 2.6.36 prints those that racoon gives its own sockets. */
  @Test
  void policiesOfSocketsAreToldByANumberOnOldHosts() {
    String text =
        """
        src 0.0.0.0/0 dst 0.0.0.0/0
        \tdir 3 priority 0
        src 0.0.0.0/0 dst 0.0.0.0/0
        \tdir 4 priority 0
        """;

    assertThat(XfrmText.policies(text)).isEmpty();
  }

  @Test
  void aPolicySelectsByAddressesAndProtocol() {
    Policy policy = XfrmText.policies(Recorded.text("linux-5.10-policy.txt")).getLast();

    assertThat(policy.protocol()).isEqualTo(OptionalInt.of(47));
    assertThat(policy.requestId()).isEqualTo(77);
    assertThat(policy.selects(A, B, 47)).isTrue();
    assertThat(policy.selects(B, A, 47)).isFalse();
    assertThat(policy.selects(A, B, 4)).isFalse();
  }

  @Test
  void numbersOfAKernelMayBeAsLargeAsItsOwn() {
    Association association =
        XfrmText.associations(
                """
                src 10.0.0.1 dst 10.0.0.2
                \tproto esp spi 0xffffffff reqid 4294967295(0xffffffff) mode transport
                \tlifetime current:
                \t  8589934592000(bytes), 8589934592(packets)
                """)
            .getFirst();
    Policy policy =
        XfrmText.policies(
                "src 10.0.0.1/32 dst 10.0.0.2/32 \n\tdir out priority 0 \n\ttmpl src 0.0.0.0 dst"
                    + " 0.0.0.0\n\t\tproto esp reqid 4294967295 mode transport\n")
            .getFirst();

    assertThat(association.requestId()).isEqualTo(4_294_967_295L);
    assertThat(association.packets()).isEqualTo(8_589_934_592L);
    assertThat(policy.requestId()).isEqualTo(4_294_967_295L);
  }

  @Test
  void aPolicyForAnyProtocolOrAnUnknownOneSelectsAll() {
    for (String protocol : List.of("", "proto rsvp ")) {
      Policy policy =
          XfrmText.policies(
                  "src 10.0.0.0/8 dst 0.0.0.0/0 " + protocol + "\n\tdir out priority 0 \n")
              .getFirst();

      assertThat(policy.selects(A, B, 4)).isTrue();
    }
  }

  @Test
  void aPolicyForIpVersion6SelectsNothingHere() {
    Policy policy =
        XfrmText.policies("src ::/0 dst ::/0 \n\tdir out priority 0 ptype main \n").getFirst();

    assertThat(policy.selects(A, B, 4)).isFalse();
  }

  @Test
  void associationsAreReadWithoutTheirKeys() {
    List<Association> associations = XfrmText.associations(Recorded.text("state-by-racoon.txt"));

    assertThat(associations).hasSize(4);
    assertThat(associations.getFirst())
        .isEqualTo(
            new Association(
                "10.0.0.101",
                "10.0.0.102",
                "esp",
                0x09f1c649L,
                0,
                0,
                "association 10.0.0.101 10.0.0.102 esp spi 0x09f1c649 reqid 0 mode transport"
                    + " auth-trunc hmac(md5) enc ecb(cipher_null)"));
    assertThat(associations.toString()).doesNotContain("06d1f7a1", "3e255c87");
  }

  @Test
  void countersAreReadAndAreNoPartOfWhatIsCompared() {
    List<Association> counted = XfrmText.associations(Recorded.text("linux-5.10-counters.txt"));
    List<Association> plain = XfrmText.associations(Recorded.text("linux-5.10-state.txt"));

    assertThat(counted).extracting(Association::packets).containsExactly(12L, 13L);
    assertThat(counted).extracting(Association::requestId).containsOnly(77L);
    assertThat(counted)
        .extracting(Association::line)
        .containsExactlyInAnyOrderElementsOf(plain.stream().map(Association::line).toList());
  }

  @Test
  void nothingIsNothing() {
    assertThat(XfrmText.policies("")).isEmpty();
    assertThat(XfrmText.associations("\n")).isEmpty();
  }

  @Test
  void whatIsNotInThatFormIsRefused() {
    assertThatThrownBy(() -> XfrmText.associations("src 10.0.0.1 dst 10.0.0.2\n\tproto esp\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not an association");
    assertThatThrownBy(() -> XfrmText.policies("Usage: ip xfrm policy\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a policy");
    assertThatThrownBy(() -> XfrmText.policies("  dir out\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** See recorded/SOURCES.txt: CentOS 5, 6 and 7 and Debian 12 on one host at one moment. */
  @ParameterizedTest
  @ValueSource(
      strings = {"iproute2-ss061002", "iproute2-ss091226", "iproute2-ss170501", "iproute2-6.1.0"})
  void everyAgeOfIpIsRead(String age) {
    Association association =
        XfrmText.associations(Recorded.text(age + "-state.txt")).iterator().next();
    assertThat(association.line())
        .startsWith("association 10.0.0.101 10.0.0.102 esp spi 0x12345678 reqid 77 mode transport")
        .contains("hmac(md5)")
        .endsWith("enc ecb(cipher_null)")
        .doesNotContain("00010203");
    Policy policy = XfrmText.policies(Recorded.text(age + "-policy.txt")).iterator().next();
    assertThat(policy.requestId()).isEqualTo(77);
    assertThat(policy.protocol()).hasValue(47);
  }
}
