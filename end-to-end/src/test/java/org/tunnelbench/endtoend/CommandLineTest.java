package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunnelbench.contract.Json;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

/** What needs no lab. */
@Timeout(value = 30, unit = TimeUnit.MINUTES) // the first command may have to build
class CommandLineTest {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final String DEMO = Launcher.ROOT.resolve("experiments/demo.yaml").toString();

  @TempDir private Path folder = Path.of("");
  private Launcher launcher = new Launcher(folder);

  @BeforeEach
  void useTheFolder() {
    launcher = new Launcher(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "up",
        "down",
        "status",
        "run",
        "plan",
        "report",
        "doctor",
        "bench",
        "package",
        "images",
        "test",
        "completion"
      })
  void everyCommandHasHelp(String command) throws Exception {
    StepResult said = launcher.run(command, "--help");
    assertThat(said.exitCode()).isZero();
    assertThat(said.stdout()).startsWith("Usage: tunnelbench " + command);
  }

  @Test
  void theVersionIsTheBuilds() throws Exception {
    assertThat(launcher.run("--version").stdout()).matches("tunnelbench [0-9]+\\.[0-9]+.*\\R");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                          | name a command
          nonsense                    | nonsense
          run                         | FILE
          run nowhere.yaml            | there is no file nowhere.yaml
          demo --kernels 2.4          | none of the document's kernels
          plan                        | FILE
          report xyz                  | twelve hexadecimal digits
          report 0123456789ab         | no lab runs
          run --lab none nowhere.yaml | nowhere.yaml
          run x.yaml --hosts none.yml | there is no file x.yaml
          up --hosts none.yaml        | there is no file none.yaml
          up --hosts x --kernels 6.1  | --kernels chooses guests
          test --fast                 | --fast
          status --no-such-option     | --no-such-option
          bench no-such-benchmark     | no-such-benchmark
          """)
  void wrongUsageIsRefused(String arguments, String message) throws Exception {
    StepResult said = launcher.run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.stdout()).isEmpty();
    assertThat(said.stderr()).contains(message);
    assertThat(launcher.runs()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tunnel: [gretap], colour: [red]                 | colour
          tunnel: [vxlan]                                 | vxlan
          tunnel: [ipip], inner: [bridged]                | bridged
          tunnel: [gre], protection: [esp/null]           | esp/null
          tunnel: [gre], mtu: [67]                        | 67
          """)
  void aBadDocumentIsRefusedWithItsLineBeforeAnythingStarts(String block, String named)
      throws Exception {
    Path document =
        Files.writeString(folder.resolve("bad.yaml"), "name: bad\nblocks:\n  - {" + block + "}\n");
    StepResult said = launcher.run("run", "--json", document.toString());
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.stdout()).isEmpty();
    assertThat(said.stderr()).contains("bad.yaml: line 3: blocks[0]").contains(named);
    assertThat(launcher.runs()).isEmpty();
    assertThat(launcher.processes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos5", "centos6", "debian12", "debian13"})
  void aPlanNeedsNoFleetAndShowsNoKey(String profile) throws Exception {
    StepResult said =
        launcher.run("plan", "--json", "--profile", profile, cells(profile).toString());
    assertThat(said.stderr()).isEmpty();
    assertThat(said.exitCode()).isZero();
    JsonNode cells = Json.MAPPER.readTree(said.stdout()).path("cells");
    assertThat(cells).hasSize(2);
    assertThat(cells.get(0).path("hosts")).hasSize(2);
    assertThat(cells.findValues("setUp")).allSatisfy(steps -> assertThat(steps).isNotEmpty());
    assertThat(said.stdout()).contains("****").doesNotContainPattern("[0-9a-f]{32}");
    assertThat(launcher.runs()).isEmpty();
  }

  private Path cells(String name) throws Exception {
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        name: cells
        blocks:
          - {tunnel: [ipip], protection: [none, esp/aes-128-cbc/hmac-sha1], mtu: [1300]}
        """);
  }

  @Test
  void aPlanReadsForAPerson() throws Exception {
    StepResult said = launcher.run("plan", "--profile", "debian12", DEMO);
    assertThat(said.exitCode()).isZero();
    assertThat(said.stdout().lines().filter(line -> line.startsWith("Cell "))).hasSize(12);
  }

  @Test
  void aFleetDocumentsHostsAreLikeTheProfilesThatTheyName() throws Exception {
    Path hosts =
        Files.writeString(
            folder.resolve("hosts.yaml"),
            """
            hosts:
              - {name: alpha, kind: local, underlay: 192.0.2.1, labels: {profile: debian12}}
              - {name: beta, kind: local, underlay: 192.0.2.2, labels: {profile: centos6}}
            pairs:
              - [alpha, beta]
            """);
    StepResult said = launcher.run("plan", "--hosts", hosts.toString(), cells("mixed").toString());
    assertThat(said.stderr()).isEmpty();
    assertThat(said.stdout()).contains("host alpha").contains("host beta").contains("192.0.2.2");
  }

  @Test
  void withNoLabTheStatusIsEmptyJson() throws Exception {
    StepResult said = launcher.run("status", "--json");
    assertThat(said.exitCode()).isZero();
    assertThat(Json.MAPPER.readTree(said.stdout()))
        .isEqualTo(Json.MAPPER.readTree("{\"labs\":[]}"));
  }

  @Test
  void theDoctorAnswersInJson() throws Exception {
    StepResult said = launcher.run("doctor", "--json");
    JsonNode answer = Json.MAPPER.readTree(said.stdout());
    assertThat(answer.path("fit").asBoolean()).isEqualTo(said.exitCode() == 0);
    assertThat(answer.path("checks")).isNotEmpty();
  }

  @Test
  void completionIsAScriptThatBashReads() throws Exception {
    Path script =
        Files.writeString(folder.resolve("completion"), launcher.run("completion").stdout());
    assertThat(
            LocalProcess.run(LocalCommand.of("bash", "-n", script.toString()), LONGEST).exitCode())
        .isZero();
    assertThat(script).content().contains("--kernels");
  }

  @Test
  void itWorksThroughASymbolicLinkAndFromElsewhere() throws Exception {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, Launcher.ROOT.resolve("tunnelbench"));
    StepResult said = LocalProcess.run(launcher.any(List.of("./link", "--version")), LONGEST);
    assertThat(said.exitCode()).isZero();
    assertThat(said.stdout()).startsWith("tunnelbench ");
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws Exception {
    Path copy = folder.resolve("clone");
    Files.createDirectory(copy);
    Files.copy(Launcher.ROOT.resolve("tunnelbench"), copy.resolve("tunnelbench"));
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String tool : List.of("sh", "readlink", "sed", "head", "find", "sort", "dirname")) {
      Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin", tool));
    }
    StepResult said =
        LocalProcess.run(
            launcher
                .any(List.of(copy.resolve("tunnelbench").toString(), "--version"))
                .with("PATH", bin.toString()),
            LONGEST);
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.stdout()).isEmpty();
    assertThat(said.stderr()).contains("install Maven 3.8.7 or newer");
  }

  @Test
  void aSecondLookTakesLittleTime() throws Exception {
    launcher.run("--version");
    long start = System.nanoTime();
    launcher.run("--version");
    // Half a second on a quiet machine; the bound allows for a busy one.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }
}
