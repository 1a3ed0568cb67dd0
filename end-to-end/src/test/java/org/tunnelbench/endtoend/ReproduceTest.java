package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.host.SshCredential;
import org.tunnelbench.contract.host.SshServerEntry;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.guest.LabForTests;

/** The bundle's script shows the fault of 5.10.46 again, without tunnelbench. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ReproduceTest {
  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final List<String> NAMES = List.of("alpha", "beta");

  private static final String FAULT =
      """
      name: fault
      blocks:
        - {tunnel: [gretap], inner: [direct], protection: [esp/null/hmac-md5], mtu: [default, 1300]}
      traffic: {seconds: 1, interval: 0.1}
      """;

  @Test
  void theBundlesScriptShowsTheFaultAgainAndPutsEverythingBack(@TempDir Path folder)
      throws Exception {
    List<HostEntry> guests = LabForTests.pair("5.10").hosts();
    Launcher launcher = new Launcher(folder);
    Path hosts =
        Files.writeString(folder.resolve("hosts.yaml"), FleetDocuments.toYaml(fleet(guests)));
    Path document = Files.writeString(folder.resolve("fault.yaml"), FAULT);
    Path output = folder.resolve("output");

    StepResult run =
        launcher.run(
            "run", "--hosts", hosts.toString(), "--output", output.toString(), document.toString());
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    Path script = unpacked(output.resolve("evidence.zip"), "reproduce.sh", folder);
    Path ssh = Files.writeString(folder.resolve("ssh"), config(folder, guests));

    StepResult said =
        LocalProcess.run(
            launcher
                .any(List.of("sh", script.toString(), NAMES.get(0), NAMES.get(1)))
                .with("SSH", "ssh -F " + ssh)
                .with("RUNS", "1"),
            LONGEST);

    assertThat(said.exitCode()).as(said.stdout() + said.stderr()).isZero();
    assertThat(received(said.stdout(), "broken")).isLessThan(1);
    assertThat(received(said.stdout(), "healthy")).isGreaterThan(10);
    assertThat(said.stdout()).endsWith("both hosts are as they were\n");
  }

  /** What the table says that the receiver got, in Mbit/s. */
  private static double received(String table, String cell) {
    String line = table.lines().filter(row -> row.startsWith(cell + " ")).findFirst().orElseThrow();
    return Double.parseDouble(line.split("\\s+", -1)[4]);
  }

  private static FleetDocument fleet(List<HostEntry> guests) {
    return new FleetDocument(
        List.of(named(NAMES.get(0), guests.get(0)), named(NAMES.get(1), guests.get(1))),
        List.of(
            new PairEntry(
                new HostName(NAMES.get(0)), new HostName(NAMES.get(1)), Optional.empty())));
  }

  private static HostEntry named(String name, HostEntry guest) {
    return new HostEntry(
        new HostName(name),
        guest.kind(),
        guest.underlay(),
        guest.ssh(),
        Optional.empty(),
        Map.of());
  }

  /** How ssh reaches the guests. */
  private static String config(Path folder, List<HostEntry> guests) {
    StringBuilder config = new StringBuilder();
    for (int place = 0; place < guests.size(); place++) {
      SshServerEntry server = guests.get(place).ssh().orElseThrow().server();
      config.append(
          """
          Host %s
            HostName %s
            Port %d
            User %s
            IdentityFile %s
            StrictHostKeyChecking no
            UserKnownHostsFile %s
            LogLevel ERROR
          """
              .formatted(
                  NAMES.get(place),
                  server.address(),
                  server.port(),
                  server.user(),
                  keyFile(server),
                  folder.resolve("known_hosts")));
    }
    return config.toString();
  }

  private static String keyFile(SshServerEntry server) {
    return switch (server.credential()) {
      case SshCredential.KeyFile(String path) -> path;
      default -> throw new AssertionError("guests are reached by a key");
    };
  }

  private static Path unpacked(Path zip, String name, Path folder) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      ZipEntry entry = file.getEntry(name);
      assertThat(entry).as(name).isNotNull();
      Path unpacked = folder.resolve(name);
      try (InputStream content = file.getInputStream(entry)) {
        Files.copy(content, unpacked);
      }
      return unpacked;
    }
  }
}
