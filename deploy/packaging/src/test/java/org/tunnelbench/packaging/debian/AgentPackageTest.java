package org.tunnelbench.packaging.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

/** The checkout's package of products that were planted, by the word of dpkg-deb(1) and sh(1). */
class AgentPackageTest {
  private static final Path HOME = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir private Path folder;

  private AgentPackage agent = new AgentPackage(HOME, folder);

  @BeforeEach
  void plantProducts() throws Exception {
    Path products = folder.resolve("products");
    for (String part : List.of("host-agent", "throughput-probe")) {
      Path application = Files.createDirectories(products.resolve(part).resolve("lib"));
      Files.writeString(application.resolve("shared.jar"), "the same in both");
      Files.writeString(application.resolve("own.jar"), "of " + part);
    }
    Path cli = Files.createDirectories(products.resolve("cli"));
    Files.writeString(cli.resolve("shared.jar"), "another version");
    agent = new AgentPackage(HOME, products);
  }

  @Test
  void itIsTheSameBytesEachTimeAndOtherOnesOfAnotherTime() throws Exception {
    byte[] first = Files.readAllBytes(agent.write(folder, AT));

    assertThat(Files.readAllBytes(agent.write(folder, AT))).isEqualTo(first);
    assertThat(Files.readAllBytes(agent.write(folder, AT.plusSeconds(1)))).isNotEqualTo(first);
  }

  @Test
  void itInstallsAgentProbeUnitsAndWhatTellsOfThem() throws Exception {
    String listed = dpkgDeb("--contents").stdout();

    assertThat(listed.lines().map(line -> line.replaceFirst(".* \\./", "./")))
        .contains(
            "./etc/tunnelbench/fleet.env",
            "./usr/lib/systemd/system/tunnelbench-gateway-agent.service",
            "./usr/lib/systemd/system/tunnelbench-host-agent.service",
            "./usr/lib/systemd/system/tunnelbench-throughput-probe.service",
            "./usr/share/tunnelbench/host-agent/lib/own.jar",
            "./usr/share/tunnelbench/cli/shared.jar",
            "./usr/sbin/tunnelbench-agent",
            "./usr/share/doc/tunnelbench-agent/changelog.gz",
            "./usr/share/doc/tunnelbench-agent/copyright",
            "./usr/share/doc/tunnelbench-agent/README.Debian",
            "./usr/share/man/man8/tunnelbench-agent.8.gz",
            "./usr/share/tunnelbench/throughput-probe/lib/shared.jar"
                + " -> ../../host-agent/lib/shared.jar");
    assertThat(listed).doesNotContain("controller").contains(" root/root ");
  }

  @Test
  void itsControlFileSaysWhatItNeedsAndWhatIsTheAdministrators() throws Exception {
    assertThat(dpkgDeb("--field").stdout())
        .contains("Package: tunnelbench-agent\n")
        .contains("Version: " + agent.version() + "\n")
        .contains("Depends: java21-runtime-headless\n")
        .containsPattern("Installed-Size: [0-9]+\n");
    assertThat(dpkgDeb("--info", "conffiles").stdout()).isEqualTo("/etc/tunnelbench/fleet.env\n");
    assertThat(dpkgDeb("--info", "md5sums").stdout())
        .contains("  usr/sbin/tunnelbench-agent\n")
        .doesNotContain("etc/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postinst", "prerm", "postrm", "tunnelbench-agent"})
  void itsScriptsAreThoseOfAShell(String script) throws Exception {
    Path file = HOME.resolve("deploy/debian").resolve(script);

    assertThat(LocalProcess.run(LocalCommand.of("sh", "-n", file.toString()), LIMIT).stderr())
        .isEmpty();
    if (!script.equals("tunnelbench-agent")) {
      assertThat(dpkgDeb("--info", script).stdout()).isEqualTo(Files.readString(file));
    }
  }

  @Test
  void itsVersionIsTheProjects() throws Exception {
    String pom = Files.readString(HOME.resolve("pom.xml"));

    // A tilde sorts before the release itself (deb-version(7)), as Maven's -SNAPSHOT does.
    assertThat(pom).contains("<version>" + agent.version().replace("~snapshot", "-SNAPSHOT") + "<");
  }

  @Test
  void productsThatAreNotThereAreNamed() {
    AgentPackage unbuilt = new AgentPackage(HOME, folder.resolve("nowhere"));

    assertThatThrownBy(() -> unbuilt.write(folder, AT))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("nowhere/host-agent")
        .hasMessageContaining("start through ./tunnelbench");
  }

  private StepResult dpkgDeb(String question, String... more) throws Exception {
    List<String> argv = new ArrayList<>(List.of("dpkg-deb", question));
    argv.add(agent.write(folder, AT).toString());
    argv.addAll(List.of(more));
    StepResult said = LocalProcess.run(LocalCommand.of(argv), LIMIT);
    assertThat(said.exitCode()).as(said.stderr()).isZero();
    return said;
  }
}
