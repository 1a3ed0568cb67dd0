package org.tunnelbench.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

class ReproduceScriptTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  @Test
  void isWhatTheGoldenFileSays() throws Exception {
    assertThat(script(ExampleResult.DOCUMENT)).isEqualTo(golden());
  }

  /** The shells by which a host's /bin/sh may be one; those that this machine has. */
  @Test
  void isReadByEveryShell(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("reproduce.sh"), script(ExampleResult.DOCUMENT));
    List<List<String>> shells =
        Stream.of(
                List.of("sh"),
                List.of("dash"),
                List.of("bash", "--posix"),
                List.of("busybox", "sh"))
            .filter(ReproduceScriptTest::isHere)
            .toList();
    assertThat(shells).isNotEmpty();
    for (List<String> shell : shells) {
      List<String> argv = Stream.concat(shell.stream(), Stream.of("-n", file.toString())).toList();
      StepResult read = LocalProcess.run(LocalCommand.of(argv), LONGEST);
      assertThat(read.exitCode()).as(shell + read.stderr()).isZero();
    }
  }

  private static boolean isHere(List<String> shell) {
    return Stream.of("/bin/", "/usr/bin/")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder + shell.getFirst())));
  }

  @Test
  void saysHowItIsCalled(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("reproduce.sh"), script(ExampleResult.DOCUMENT));
    StepResult called = LocalProcess.run(LocalCommand.of("sh", file.toString()), LONGEST);
    assertThat(called.exitCode()).isEqualTo(2);
    assertThat(called.stderr()).startsWith("usage: sh reproduce.sh FIRST SECOND");
  }

  @Test
  void makesItsOwnKeysAndNeverNamesOneInACommand() throws Exception {
    String script = script(ExampleResult.DOCUMENT);
    assertThat(script).doesNotContainPattern("0x[0-9a-f]{16,}");
    for (Placeholder key : Placeholder.values()) {
      assertThat(script.lines().filter(line -> line.contains("${" + key.variable() + "}")))
          .as("only lines that ip reads from a file")
          .allMatch(line -> line.startsWith("xfrm state add "));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tunnel: [gretap], inner: [bridged, direct], protection: [esp/aes-128-gcm], mtu: [default, 1300]",
        "tunnel: [gre], local: [omitted], protection: [esp-tunnel/aes-128-cbc/hmac-sha256], mtu: [default, 1300]",
        "tunnel: [ipip], mtu: [default, 1300]",
      })
  void everyKindOfTunnelHasAScriptThatAShellReads(String block, @TempDir Path folder)
      throws Exception {
    String script = script("name: any\nblocks: [{" + block + "}]\n");
    Path file = Files.writeString(folder.resolve("reproduce.sh"), script);
    StepResult read = LocalProcess.run(LocalCommand.of("sh", "-n", file.toString()), LONGEST);
    assertThat(read.exitCode()).as(read.stderr()).isZero();
    assertThat(script).doesNotContain("{{");
  }

  @Test
  void saysWhyThereIsNone() throws Exception {
    ReproduceScript.Made healthy =
        ReproduceScript.of(
            ExampleResult.of("name: well\nblocks: [{tunnel: [gre], mtu: [1300, 1400]}]\n"));
    assertThat(healthy)
        .isInstanceOfSatisfying(
            ReproduceScript.Made.None.class,
            none -> assertThat(none.reason()).startsWith("no finding names an option"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{tool: iperf3, transport: udp, rateLimit: 10M}",
        "{tool: iperf3, direction: both}",
        "{tool: iperf}",
        "{tool: shell}",
      })
  void otherTrafficIsNotRepeatedAsIfItWereTcpByIperf3(String traffic) throws Exception {
    ReproduceScript.Made other =
        ReproduceScript.of(
            ExampleResult.of(
                "name: other\nblocks: [{tunnel: [gretap], mtu: [default, 1300]}]\ntraffic: "
                    + traffic
                    + "\n"));
    assertThat(other)
        .isInstanceOfSatisfying(
            ReproduceScript.Made.None.class,
            none ->
                assertThat(none.reason())
                    .startsWith("the traffic is ")
                    .endsWith("the script sends TCP by iperf3 in one direction"));
  }

  private static String script(String document) throws Exception {
    return switch (ReproduceScript.of(ExampleResult.of(document))) {
      case ReproduceScript.Made.Script(String text) -> text;
      case ReproduceScript.Made.None(String reason) -> throw new AssertionError(reason);
    };
  }

  private static String golden() throws IOException {
    try (InputStream golden =
        Objects.requireNonNull(
            ReproduceScriptTest.class.getResourceAsStream("golden-reproduce.sh"))) {
      return new String(golden.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
