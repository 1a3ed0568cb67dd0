package org.tunnelbench.hostaccess;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.hostaccess.local.LocalShell;
import org.tunnelbench.hostaccess.shell.ShellHostAccess;

/** This machine, had it another sh. */
abstract class OtherShellContract extends HostAccessContract {
  private @Nullable HostAccess access;

  /**
   * The shell, which is called by the name of sh; a reason to skip the tests where there is none.
   */
  abstract Path shell(Path folder) throws IOException, InterruptedException;

  @BeforeAll
  final void makeShell(@TempDir Path folder) throws Exception {
    Path first = Files.createDirectory(folder.resolve("first-on-the-path"));
    Files.createSymbolicLink(first.resolve("sh"), shell(folder));
    access =
        new ShellHostAccess(
            new HostName("other-shell"),
            LocalShell.through(
                new HostName("other-shell"),
                List.of("env", "PATH=%s:%s".formatted(first, System.getenv("PATH")))));
  }

  @AfterAll
  final void close() {
    if (access != null) {
      access.close();
    }
  }

  @Override
  HostAccess access() {
    return requireNonNull(access);
  }
}
