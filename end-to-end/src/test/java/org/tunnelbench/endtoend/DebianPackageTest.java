package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.debian.LabSettings;
import org.tunnelbench.lab.debian.MachineMirror;
import org.tunnelbench.lab.debian.PackageFile;
import org.tunnelbench.lab.debian.PackageSet;
import org.tunnelbench.lab.debian.Packages;
import org.tunnelbench.lab.debian.Unpacking;
import org.tunnelbench.lab.run.LabFolders;

/** {@code ./tunnelbench package}, what it wrote installed into a root of its own. */
@Timeout(value = 30, unit = TimeUnit.MINUTES) // the first command may have to build
class DebianPackageTest {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Beside what it depends on: of what every Debian has, what its checks run. */
  private static final List<String> LINTIAN =
      List.of(
          "lintian",
          "dash",
          "coreutils",
          "grep",
          "sed",
          "findutils",
          "gzip",
          "diffutils",
          "mawk",
          "libc-bin",
          "base-files");

  @TempDir private Path folder;

  @Test
  void whatItInstallsStartsAndIsGoneOncePurged() throws Exception {
    Path root = root();
    assertThat(dpkg(root, "--install", write("first").toString()).exitCode()).isZero();

    assertThat(command(root, "--version").stdout()).matches("tunnelbench [0-9]+\\.[0-9]+.*\\R");
    StepResult help = command(root, "run-once", "--help");
    assertThat(help.stdout()).startsWith("Usage: tunnelbench host-agent run-once");
    assertThat(help.stderr()).isEmpty();
    for (String service : List.of("host-agent", "throughput-probe")) {
      // Its classes, some of which are links, are found: what it lacks is a fleet.
      assertThat(start(root, service)).contains("tunnelbench.fleet");
    }

    dpkg(root, "--purge", "tunnelbench-agent");
    try (Stream<Path> left = Files.walk(root)) {
      assertThat(left.map(root::relativize).filter(path -> path.toString().contains("tunnelbench")))
          .isEmpty();
    }
  }

  @Test
  void theAdministratorsFileOutlivesRemovalAndTheJournalsGoWithThePurge() throws Exception {
    Path root = root();
    dpkg(root, "--install", write("first").toString());
    Path settings = root.resolve("etc/tunnelbench/fleet.env");
    Files.writeString(settings, "KAFKA_BOOTSTRAP_SERVERS=kafka.example:9092\n");
    Path journal =
        Files.createDirectories(
            root.resolve("var/lib/private/tunnelbench/tunnelbench-gateway-agent"));

    dpkg(root, "--remove", "tunnelbench-agent");
    assertThat(settings).content().contains("kafka.example");
    assertThat(journal).exists();
    dpkg(root, "--purge", "tunnelbench-agent");

    assertThat(settings).doesNotExist();
    assertThat(root.resolve("var/lib/private/tunnelbench")).doesNotExist();
  }

  /** Of the newest stable, whose lintian knows today's Java. */
  @Test
  @Tag("long")
  void lintianHasNothingToSayAndASecondBuildIsTheSame() throws Exception {
    Path written = write("first");
    assertThat(Files.mismatch(written, write("second"))).isNegative();

    Path tree = lintian();
    Files.copy(written, tree.resolve("tmp").resolve(written.getFileName()));
    StepResult said =
        LocalProcess.run(
            LocalCommand.of(
                "unshare",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                """
                mount --rbind /dev "$1/dev" && mount --rbind /proc "$1/proc" &&
                exec env -i HOME=/tmp LC_ALL=C.UTF-8 DEB_VENDOR=Debian PATH=/usr/bin:/usr/sbin \
                  /usr/sbin/chroot "$1" lintian --allow-root --fail-on error,warning --info "$2"
                """,
                "sh",
                tree.toString(),
                "/tmp/" + written.getFileName()),
            LIMIT);
    assertThat(said.exitCode()).as(said.stdout() + said.stderr()).isZero();
  }

  private Path lintian() throws Exception {
    LabSettings settings = LabSettings.load(Map.copyOf(System.getenv()));
    PackageSet set =
        new Packages(
                LabFolders.ofThisProcess().cache(),
                settings,
                MachineMirror.find(settings),
                Clock.systemUTC(),
                System.out::println)
            .getWithDependencies("trixie", LINTIAN);
    Path tree = Files.createDirectory(folder.resolve("lintian"));
    for (PackageFile file : set.files()) {
      Unpacking.unpack(set.path(file), tree);
    }
    return tree;
  }

  private Path write(String name) throws Exception {
    StepResult said =
        new Launcher(folder).run("package", "--output", folder.resolve(name).toString());
    assertThat(said.exitCode()).as(said.stderr()).isZero();
    return Path.of(said.stdout().strip());
  }

  private Path root() throws Exception {
    Path root = Files.createDirectory(folder.resolve("root"));
    for (String part : List.of("info", "updates", "triggers")) {
      Files.createDirectories(root.resolve("var/lib/dpkg").resolve(part));
    }
    Files.createFile(root.resolve("var/lib/dpkg/status"));
    return root;
  }

  /** As root of a user namespace, so that it may say whose the files are. */
  private static StepResult dpkg(Path root, String... arguments) throws Exception {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "unshare",
                "--map-root-user",
                "dpkg",
                "--root=" + root,
                "--force-script-chrootless",
                "--force-depends",
                "--log=" + root.resolve("dpkg.log")));
    argv.addAll(List.of(arguments));
    StepResult said = LocalProcess.run(LocalCommand.of(argv), LIMIT);
    assertThat(said.exitCode()).as(said.stdout() + said.stderr()).isZero();
    return said;
  }

  private static StepResult command(Path root, String... arguments) throws Exception {
    List<String> argv =
        new ArrayList<>(List.of(root.resolve("usr/sbin/tunnelbench-agent").toString()));
    argv.addAll(List.of(arguments));
    return LocalProcess.run(
        LocalCommand.of(argv).with("JAVA_HOME", System.getProperty("java.home")), LIMIT);
  }

  private String start(Path root, String service) throws Exception {
    Path jar = root.resolve("usr/share/tunnelbench").resolve(service).resolve("quarkus-run.jar");
    assertThat(jar).isRegularFile();
    assertThat(Files.exists(jar, LinkOption.NOFOLLOW_LINKS)).isTrue();
    StepResult said =
        LocalProcess.run(
            LocalCommand.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dquarkus.http.port=0",
                    "-jar",
                    jar.toString())
                .in(folder),
            LIMIT);
    assertThat(said.exitCode()).isEqualTo(1);
    return said.stdout() + said.stderr();
  }
}
