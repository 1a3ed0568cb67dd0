package org.tunnelbench.hostaccess.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.HostOptions;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostAccesses;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.StepResult;

/** Tools that are not where the PATH has them. */
class ToolPathsTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder = Path.of("/");

  @BeforeEach
  void makeTools() throws Exception {
    for (String name : List.of("ip", "setkey-0.8")) {
      Path tool =
          Files.writeString(folder.resolve(name), "#!/bin/sh\necho our " + name + " \"$@\"\n");
      Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void everyKindOfStepRunsTheToolThatWasNamed() throws Exception {
    try (HostAccess host = open()) {
      assertThat(
              host.run(
                      batch(
                          new HostStep.Run(List.of("ip", "link")),
                          new HostStep.Try(List.of("setkey", "-D")),
                          new HostStep.RunUntilItSucceeds(List.of("ip", "-V"), 1, Duration.ZERO)),
                      LIMIT)
                  .results())
          .extracting(StepResult::stdout)
          .containsExactly("our ip link\n", "our setkey-0.8 -D\n", "our ip -V\n");
    }
  }

  @Test
  void scriptsFindAToolWhoseFileBearsItsName() throws Exception {
    try (HostAccess host = open()) {
      assertThat(
              host.run(batch(new HostStep.Run(List.of("sh", "-c", "ip route"))), LIMIT)
                  .results()
                  .getFirst()
                  .stdout())
          .isEqualTo("our ip route\n");
    }
  }

  @Test
  void commandsThatRunForAWhileAreTheToolThatWasNamed() throws Exception {
    try (HostAccess host = open()) {
      List<String> lines = new CopyOnWriteArrayList<>();

      assertThat(host.start(List.of("setkey", "-x"), LIMIT, lines::add).exitCode().get()).isZero();

      assertThat(lines).containsExactly("our setkey-0.8 -x");
    }
  }

  @Test
  void anUndoTimerRunsTheToolThatWasNamed() {
    Batch placed =
        new ToolPaths(Map.of("ip", "/opt/sbin/ip"))
            .in(
                batch(
                    new HostStep.ArmUndoTimer(
                        "/run/tunnelbench-x",
                        LIMIT,
                        List.of(List.of("ip", "link", "delete", "x"), List.of("rm", "/run/y")))));

    assertThat(placed.steps())
        .containsExactly(
            new HostStep.ArmUndoTimer(
                "/run/tunnelbench-x",
                LIMIT,
                List.of(List.of("/opt/sbin/ip", "link", "delete", "x"), List.of("rm", "/run/y"))));
  }

  private HostAccess open() {
    return HostAccesses.open(
        new HostEntry(
            new HostName("local"),
            HostKind.LOCAL,
            new Ipv4Address("192.0.2.1"),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            new HostOptions(
                Map.of(
                    "ip", folder.resolve("ip").toString(),
                    "setkey", folder.resolve("setkey-0.8").toString()),
                false)));
  }

  private static Batch batch(HostStep... steps) {
    return new Batch(List.of(steps), Batch.WhenOneFails.GO_ON);
  }
}
