package org.tunnelbench.hostaccess;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.tunnelbench.hostaccess.local.LocalShell;
import org.tunnelbench.hostaccess.shell.Shell;
import org.tunnelbench.hostaccess.shell.ShellHostAccess;

/** This machine as a host. */
class LocalHostAccessTest extends HostAccessContract {
  private final HostAccess access = HostAccesses.open(Hosts.local());

  @Override
  HostAccess access() {
    return access;
  }

  @Test
  void theShellEndsWhenTheAccessIsClosed() throws Exception {
    StepResult said;
    try (HostAccess other = HostAccesses.open(Hosts.local())) {
      said = other.run(batch(shell("cat /proc/self/stat")), LONG).results().getFirst();
    }

    assertGroupIsEmpty(group(said.stdout()));
  }

  @Test
  void aProgramThatDoesNotListenIsKilledWhenTheLimitPasses() throws Exception {
    Path program = folder().resolve("setkey");
    Files.writeString(program, "#!/bin/sh\ntrap '' TERM ALRM HUP\nwhile :; do sleep 1000; done\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Shell shell =
        LocalShell.through(
            access.host(), List.of("env", "PATH=" + folder() + ":" + System.getenv("PATH")));
    try (HostAccess other = new ShellHostAccess(access.host(), shell)) {

      BatchResult result =
          other.run(
              batch(shell("cat /proc/self/stat"), new HostStep.Run(List.of("setkey"))), SHORT);

      assertThat(result.results().getLast().exitCode()).isEqualTo(StepResult.TIMED_OUT);
      assertGroupIsEmpty(group(result.results().getFirst().stdout()));
    }
  }

  @AfterAll
  void close() {
    access.close();
  }
}
