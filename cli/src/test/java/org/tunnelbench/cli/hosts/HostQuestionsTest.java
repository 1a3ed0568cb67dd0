package org.tunnelbench.cli.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostQuestionsTest {
  @Test
  void modulesThatCanBeLoadedAreReadFromPathsOfEveryAge() {
    assertThat(
            HostQuestions.loadable(
                """
                kernel/net/ipv4/ip_gre.ko.xz
                /lib/modules/2.6.18-398.el5/kernel/net/ipv4/ipip.ko
                kernel/crypto/crypto_null.ko.zst
                kernel/fs/ext4/ext4.ko.gz
                kernel/crypto/sha256-generic.ko
                """))
        .containsExactlyInAnyOrder("ip_gre", "ipip", "crypto_null", "sha256_generic");
  }

  @Test
  void daemonsOfIkeAreFoundAmongTheProcesses() {
    assertThat(
            HostQuestions.daemons(
                """
                1 (init) S 0 1 1
                417 (charon-systemd) S 1 417 417
                512 (racoon) S 1 512 512
                600 (racoonctl) R 1 600 600
                """))
        .containsExactlyInAnyOrder("charon-systemd", "racoon");
  }

  @Test
  void portsOfIkeAreFoundWhereSomebodyListensOnThem() {
    assertThat(
            HostQuestions.takenPorts(
                """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid
                   12: 00000000:01F4 00000000:0000 07 00000000:00000000 00:00000000 00000000     0
                   13: 0100007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0
                   14: 00000000000000000000000000000000:1194 00000000000000000000000000000000:0000 07
                """))
        .containsExactly(500, 4500);
  }

  @Test
  void rulesThatDropAreTakenFromBothFirewallsAndCut() {
    assertThat(
            HostQuestions.drops(
                """
                -P INPUT DROP
                -A INPUT -p icmp -j ACCEPT
                -A INPUT -p esp -j REJECT --reject-with icmp-port-unreachable
                    ip protocol gre drop
                """))
        .containsExactly(
            "-P INPUT DROP",
            "-A INPUT -p esp -j REJECT --reject-with icmp-port-unreachable",
            "ip protocol gre drop");
    assertThat(HostQuestions.drops("-A INPUT -j DROP\n".repeat(100))).hasSize(5);
  }
}
