package org.tunnelbench.cli.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

class HostQuestionsTest {
  @TempDir private Path folder;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          '';         iptables v1.4.7;             ''
          nat;        iptables v1.4.7;             ''
          nat,filter; iptables v1.4.7;             -P INPUT DROP
          nat,filter; iptables v1.8.9 (nf_tables); ''
          """)
  void rulesAreAskedForWhereTheirTableIsThereAlready(String tables, String version, String rules)
      throws Exception {
    Path names = Files.writeString(folder.resolve("names"), tables.replace(',', '\n') + "\n");
    tool("iptables-legacy", "exit 127");
    tool("iptables-save", "echo not asked for");
    tool("nft", "echo not asked for");
    tool(
        "iptables",
        "case $1 in -V) echo '%s' ;; -S) echo '-P INPUT DROP' ;; esac".formatted(version));

    assertThat(printed(names, folder.resolve("no nf_tables"))).isEqualTo(rules);
  }

  @Test
  void theOldestIptablesSavesItsFilterTableAlone() throws Exception {
    Path names = Files.writeString(folder.resolve("names"), "filter\n");
    tool("iptables-legacy", "exit 127");
    tool("iptables", "[ $1 = -V ] && echo iptables v1.3.5");
    tool("iptables-save", "echo saved $*");

    assertThat(printed(names, folder.resolve("no nf_tables"))).isEqualTo("saved -t filter");
  }

  @Test
  void nftIsAskedWhereTheKernelHasItAlready() throws Exception {
    tool("nft", "echo $*");

    assertThat(printed(folder.resolve("no names"), folder)).isEqualTo("list ruleset");
  }

  private void tool(String name, String script) throws IOException {
    Path tool = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
  }

  /** What the question prints where these tools come before the machine's own. */
  private String printed(Path tables, Path nfTables) throws Exception {
    List<String> argv =
        new ArrayList<>(List.of("env", "PATH=" + folder + ":" + System.getenv("PATH")));
    argv.addAll(HostQuestions.firewall("'" + tables + "'", "'" + nfTables + "'"));
    return LocalProcess.run(LocalCommand.of(argv), Duration.ofSeconds(20)).stdout().strip();
  }
}
