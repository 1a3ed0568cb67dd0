package org.tunnelbench.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalOutput;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.supervise.Isolation;
import org.tunnelbench.lab.supervise.Supervisor;

final class RunFolderTest {
  @TempDir private Path folder;
  private LabFolders folders = new LabFolders(Path.of("/nowhere"), Path.of("/nowhere"));

  @BeforeEach
  void choose() {
    folders = new LabFolders(folder.resolve("state"), folder.resolve("cache"));
  }

  @Test
  void aRunOfThisProcessIsAttachedAndForItsUserOnly() throws Exception {
    RunFolder run = RunFolder.create(folders);

    assertThat(run.condition()).isEqualTo(RunCondition.ATTACHED);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.path())))
        .isEqualTo("rwx------");
    assertThat(run.logs()).isDirectory();
    assertThat(RunFolder.all(folders)).extracting(RunFolder::name).containsExactly(run.name());
  }

  @Test
  void sweepingLeavesARunThatLives() throws Exception {
    RunFolder first = RunFolder.create(folders);
    RunFolder second = RunFolder.create(folders);

    assertThat(RunFolder.sweep(folders)).isEmpty();
    assertThat(first.path()).isDirectory();
    assertThat(second.path()).isDirectory().isNotEqualTo(first.path());
  }

  @Test
  void sweepingRemovesWhatADeadLauncherLeftAndItsProcesses() throws Exception {
    RunFolder run = RunFolder.create(folders);
    Path linked = Files.writeString(folder.resolve("kept"), "kept");
    Files.createSymbolicLink(run.guests().resolve("link"), linked);
    LocalProcess left =
        LocalProcess.start(LocalCommand.of("sleep", "600"), new LocalOutput.Discarded());
    run.recordSupervisor(left.processId());
    died(run);
    assertThat(run.condition()).isEqualTo(RunCondition.DEAD);

    assertThat(RunFolder.sweep(folders)).containsExactly(run.name());

    assertThat(run.path()).doesNotExist();
    assertThat(left.isAlive()).isFalse();
    assertThat(linked).hasContent("kept");
  }

  @Test
  void aProcessThatOnlyHasTheSameIdIsNotTouched() throws Exception {
    RunFolder run = RunFolder.create(folders);
    LocalProcess other =
        LocalProcess.start(LocalCommand.of("sleep", "600"), new LocalOutput.Discarded());
    ProcessIdentity identity = ProcessIdentity.of(other.processId()).orElseThrow();
    ProcessIdentity earlier =
        new ProcessIdentity(identity.pid(), identity.startTicks() - 1, identity.boot());
    Files.writeString(run.path().resolve("supervisor"), earlier.toString());
    died(run);

    assertThat(RunFolder.sweep(folders)).containsExactly(run.name());

    assertThat(other.isAlive()).isTrue();
    other.kill();
  }

  @Test
  void aDetachedRunLivesAsLongAsItsSupervisor() throws Exception {
    RunFolder run = RunFolder.create(folders);
    Supervisor supervisor = Supervisor.start(run.path(), Isolation.strongest(), exit -> {});
    run.recordSupervisor(supervisor.processId());
    run.recordDetached();
    supervisor.detach();
    died(run);
    assertThat(run.condition()).isEqualTo(RunCondition.DETACHED);
    assertThat(RunFolder.sweep(folders)).isEmpty();

    run.end();

    assertThat(run.path()).doesNotExist();
    assertThat(ProcessIdentity.of(supervisor.processId())).isEmpty();
  }

  @Test
  void whatWasLeftHalfMadeIsSwept() throws Exception {
    Path unfinished = Files.createDirectories(folders.runs().resolve(".new-1"));

    assertThat(RunFolder.sweep(folders)).isEmpty();

    assertThat(unfinished).doesNotExist();
  }

  @Test
  void runsMadeAtOnceHaveDifferentFolders() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<RunFolder>> made =
          List.of(
              threads.submit(() -> RunFolder.create(folders)),
              threads.submit(() -> RunFolder.create(folders)),
              threads.submit(() -> RunFolder.create(folders)));
      for (Future<RunFolder> run : made) {
        assertThat(run.get().path()).isDirectory();
      }
    }
    assertThat(RunFolder.all(folders)).hasSize(3);
  }

  @Test
  void theFoldersOfTheCacheThatARunUsesAreRemembered() throws Exception {
    RunFolder run = RunFolder.create(folders);
    assertThat(run.uses()).isEmpty();

    run.recordUses(List.of(Path.of("/one"), Path.of("/two")));

    assertThat(run.uses()).containsExactly(Path.of("/one"), Path.of("/two"));
  }

  /** Makes a process that has ended the launcher. */
  private static void died(RunFolder run) throws Exception {
    ProcessIdentity self = ProcessIdentity.ofThisProcess();
    Files.writeString(
        run.path().resolve("launcher"),
        new ProcessIdentity(self.pid(), self.startTicks() + 1, self.boot()).toString());
  }
}
