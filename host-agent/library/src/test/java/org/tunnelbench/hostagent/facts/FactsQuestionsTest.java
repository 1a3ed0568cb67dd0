package org.tunnelbench.hostagent.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.hostaccess.BatchResult;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.model.Recorded;

class FactsQuestionsTest {
  private static final String MODULES_BEFORE = "ip_gre 1 0 - Live 0x0\nipv6 1 0 - Live 0x0\n";
  private static final String BUILT_IN =
      """
      /lib/modules/5.10.46/modules.builtin:kernel/crypto/md5.ko
      /lib/modules/6.1.0/modules.builtin:kernel/crypto/sha256_generic.ko
      /lib/modules/5.10.46/modules.builtin:kernel/net/netlink.ko
      """;

  @Test
  void whatAHostSaysIsRead() throws UnreadableFactsException {
    HostFacts facts = read(LoadedModules.NONE, result(List.of())).facts();

    assertThat(facts.kernelRelease()).isEqualTo("5.10.46");
    assertThat(facts.kernelBuild()).isEqualTo("#1 Wed Aug 4 20:30:21 UTC 2021");
    assertThat(facts.modules())
        .contains("ip_gre", "ipip", "esp4", "veth", "bridge", "md5")
        .doesNotContain("ipv6", "sha256_generic", "netlink");
    assertThat(facts.loadedModules()).contains("ipip", "esp4").doesNotContain("ip_gre", "md5");
    assertThat(facts.fallbackDevices()).containsExactly("gre0", "gretap0", "erspan0", "tunl0");
    assertThat(facts.cryptoDrivers()).containsEntry("ecb(cipher_null)", "ecb-cipher_null");
    assertThat(facts.underlayInterface()).isEqualTo("vec0");
    assertThat(facts.underlayMtu()).isEqualTo(1500);
    assertThat(facts.tools()).containsEntry("ip", "ip utility, iproute2-6.1.0, libbpf 1.1.2");
    assertThat(facts.tools()).doesNotContainKeys("setkey", "swanctl");
    assertThat(facts.publicKey()).isEqualTo("public");
  }

  @Test
  void whatTheAgentLoadedInTheSameBootIsRemembered() throws UnreadableFactsException {
    LoadedModules known = new LoadedModules("boot-1", Set.of("ip_gre", "gone"));

    assertThat(read(known, result(List.of())).loaded().modules()).contains("ip_gre", "ipip");
    assertThat(
            read(new LoadedModules("boot-0", Set.of("ip_gre")), result(List.of()))
                .loaded()
                .modules())
        .doesNotContain("ip_gre");
    assertThat(read(known, result(List.of())).loaded().modules()).doesNotContain("gone");
  }

  @Test
  void aHostWithoutTheUnderlayAddressIsRefused() {
    assertThatThrownBy(() -> read(LoadedModules.NONE, result(List.of("address show"))))
        .isInstanceOf(UnreadableFactsException.class)
        .hasMessageContaining("no interface holds the underlay address 10.0.0.101");
  }

  @Test
  void aKernelThatTakesNoModulesHasThoseThatAreBuiltIn() throws UnreadableFactsException {
    HostFacts facts = read(LoadedModules.NONE, result(List.of("/proc/modules"))).facts();

    assertThat(facts.modules()).containsExactly("md5");
    assertThat(facts.loadedModules()).isEmpty();
  }

  @Test
  void aQuestionThatMustBeAnsweredIsNamed() {
    assertThatThrownBy(() -> read(LoadedModules.NONE, result(List.of("uname"))))
        .isInstanceOf(UnreadableFactsException.class)
        .hasMessage("'uname -r' exited 1: no");
    assertThatThrownBy(() -> read(LoadedModules.NONE, new BatchResult(List.of())))
        .isInstanceOf(UnreadableFactsException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Linux version 5.10.0-8-amd64 (debian-kernel@lists.debian.org) (gcc-10) #1 SMP Debian 5.10.46-4 (2021-08-03); 5.10.46-4
          Linux version 6.12.101 (sbuild@sbuild) (gcc (Debian 14.2.0-19) 14.2.0, GNU ld) #1 Wed Aug 12 05:59:36 UTC 2026; #1 Wed Aug 12 05:59:36 UTC 2026
          Linux version 5.15.0-25-generic (buildd@ubuntu) (gcc) #25-Ubuntu SMP Wed Mar 30 15:54:22 UTC 2022; #25-Ubuntu
          Linux version 2.6.32-431.el6.x86_64 (mockbuild@c6b8) (gcc version 4.4.7) #1 SMP Fri Nov 22 03:15:09 UTC 2013; #1 SMP Fri Nov 22 03:15:09 UTC 2013
          """)
  void aBuildIsKnownByItsPackageOrItsCompilation(String version, String build) {
    assertThat(KernelBuild.of(version, Optional.empty())).isEqualTo(build);
  }

  @Test
  void aBuildThatDoesNotNameItsPackageIsNamedByTheFleet() {
    String compiled = "Linux version 6.12.101 (x) #1 Wed Aug 12 05:59:36 UTC 2026";
    String packaged = "Linux version 5.10.0-8-amd64 (x) #1 SMP Debian 5.10.46-4 (2021-08-03)";

    assertThat(KernelBuild.of(compiled, Optional.of("6.12.101-1"))).isEqualTo("6.12.101-1");
    assertThat(KernelBuild.of(packaged, Optional.of("other"))).isEqualTo("5.10.46-4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          127; '';                                    'sh: racoon: not found'; ''
          0;   'iperf 3.12 (cJSON 1.7.15)\nLinux g1'; '';                      iperf 3.12 (cJSON 1.7.15)
          1;   '';                                    'ping: invalid option\nBusyBox v1.35.0 (Debian) multi-call binary.'; BusyBox v1.35.0 (Debian) multi-call binary.
          1;   '';                                    '';                      version not told
          2;   '';                                    'plugin ''ldap'': failed to load\\nstrongSwan 5.9.8 swanctl\\nusage:'; strongSwan 5.9.8 swanctl
          """)
  void aToolIsThereUnlessTheShellDoesNotFindIt(
      int exitCode, String stdout, String stderr, String line) {
    StepResult answer =
        new StepResult(exitCode, stdout.replace("\\n", "\n"), stderr.replace("\\n", "\n"));

    assertThat(ToolVersions.line("any", answer).orElse("")).isEqualTo(line);
  }

  @Test
  void charonIsKnownByItsPlace() {
    StepResult found =
        new StepResult(
            1, "/usr/lib/ipsec/charon\n", "find: /usr/libexec/ipsec/charon: No such file");

    assertThat(ToolVersions.line("charon", found)).contains("/usr/lib/ipsec/charon");
    assertThat(ToolVersions.line("charon", new StepResult(1, "", "find: No such file"))).isEmpty();
  }

  @Test
  void theDriverOfTheHighestPriorityCounts() {
    assertThat(
            CryptoDrivers.parse(
                """
                name : cbc(aes)
                driver : cbc(aes-generic)
                priority : 100

                name : cbc(aes)
                driver : cbc-aes-aesni
                priority : 400

                name : cbc(aes)
                driver : cbc-slow
                priority : 1
                """))
        .containsExactlyEntriesOf(Map.of("cbc(aes)", "cbc-aes-aesni"));
  }

  private static FactsQuestions.Answers read(LoadedModules known, BatchResult result)
      throws UnreadableFactsException {
    return FactsQuestions.read(Examples.entry(), result, known, "public");
  }

  /** The recorded answers, but for the commands with these words, which fail or say nothing. */
  private static BatchResult result(List<String> failing) {
    List<StepResult> results = new ArrayList<>();
    boolean first = true;
    for (HostStep step : FactsQuestions.batch().steps()) {
      String command = String.join(" ", ((HostStep.Run) step).argv());
      if (failing.stream().anyMatch(command::contains)) {
        results.add(
            command.contains("address") ? new StepResult(0, "", "") : new StepResult(1, "", "no"));
      } else {
        results.add(answer(command, first));
      }
      first = false;
    }
    return new BatchResult(results);
  }

  private static StepResult answer(String command, boolean first) {
    String stdout =
        switch (command) {
          case "cat /proc/modules" ->
              first ? MODULES_BEFORE : Recorded.text("linux-5.10-proc-modules.txt");
          case "uname -r" -> "5.10.46\n";
          case "cat /proc/version" -> Recorded.text("linux-5.10-proc-version.txt");
          case "cat /proc/crypto" -> Recorded.text("linux-5.10-proc-crypto.txt");
          case "cat /proc/sys/kernel/random/boot_id" -> "boot-1\n";
          case "ip address show" ->
              Recorded.text("iproute2-6.1.0-address.txt").replace("10.0.0.1/24", "10.0.0.101/24");
          case "ip -V" -> "ip utility, iproute2-6.1.0, libbpf 1.1.2\n";
          default -> command.startsWith("find ") ? BUILT_IN : "";
        };
    boolean answered = !stdout.isEmpty();
    return new StepResult(answered ? 0 : 127, stdout, answered ? "" : "not found");
  }
}
