package org.tunnelbench.hostaccess;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.hostaccess.Batch.WhenOneFails;
import org.tunnelbench.hostaccess.local.LocalShell;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.hostaccess.shell.ShellHostAccess;

/** A host without room, made in a mount namespace of the batch's own. */
class FullDiskTest {
  private static final HostName HOST = new HostName("full");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void aFileThatHasNoRoomFailsPlainlyAndOutputsStillCome(@TempDir Path folder) throws Exception {
    Assumptions.assumeTrue(
        LocalProcess.run(LocalCommand.of("unshare", "--mount", "true"), LIMIT).succeeded(),
        "No mount namespace can be made here");
    String file = folder.resolve("file").toString();
    try (HostAccess full =
        new ShellHostAccess(HOST, LocalShell.through(HOST, List.of("unshare", "--mount")))) {
      BatchResult result =
          full.run(
              new Batch(
                  List.of(
                      new HostStep.Run(
                          List.of(
                              "mount", "-t", "tmpfs", "-o", "size=4k", "none", folder.toString())),
                      new HostStep.Write(file, 0600, "x".repeat(100_000)),
                      new HostStep.Run(List.of("echo", "still here"))),
                  WhenOneFails.GO_ON),
              LIMIT);

      assertThat(result.firstFailure()).hasValue(1);
      assertThat(result.results().get(1).stderr()).isNotBlank();
      assertThat(result.results().get(2)).isEqualTo(new StepResult(0, "still here\n", ""));
    }
  }
}
