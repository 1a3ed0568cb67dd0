package org.tunnelbench.hostaccess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.tunnelbench.hostaccess.Batch.WhenOneFails;

/**
 * A host to test with, and a folder on it. All hosts of these tests share this machine's files and
 * process ids.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostFixture {
  static final Duration LONG = Duration.ofSeconds(60);
  static final Duration SHORT = Duration.ofSeconds(1);

  /** Prints what is in the process group $1 and no zombie: process id, state, parent, group. */
  private static final String MEMBERS =
      "cat /proc/[0-9]*/stat 2>/dev/null | sed 's/^\\([0-9]*\\) (.*) /\\1 /'"
          + " | grep \"^[0-9]* [^ZX] [0-9]* $1 \"";

  private static final String GROUP_IS_EMPTY = "! " + MEMBERS;

  /**
   * Beside the leader there may be one child of it, which watches, with one of its own: its sleep.
   */
  private static final String ONLY_ITS_LEADER_IS_LEFT =
      "[ -d /proc/$1 ] && "
          + MEMBERS
          + " | awk -v leader=$1 '$1 == leader { next }"
          + " $3 == leader { watch = $1; watches++; next }"
          + " { parents[$3]; others++ }"
          + " END { exit (watches > 1) || others != watches || watches && !(watch in parents) }'";

  private Path folder = Path.of("/");

  abstract HostAccess access();

  @BeforeEach
  final void makeFolder() throws IOException {
    folder = Files.createTempDirectory(Path.of("/tmp"), "tunnelbench-access-");
  }

  @AfterEach
  final void removeFolder() throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  final Path folder() {
    return folder;
  }

  final BatchResult run(HostStep... steps) throws HostUnreachableException, InterruptedException {
    return access().run(batch(steps), LONG);
  }

  static Batch batch(HostStep... steps) {
    return new Batch(List.of(steps), WhenOneFails.GO_ON);
  }

  static HostStep shell(String script) {
    return new HostStep.Run(List.of("sh", "-c", script));
  }

  static HostStep untilShell(String script) {
    return new HostStep.RunUntilItSucceeds(List.of("sh", "-c", script), 500, Duration.ofMillis(50));
  }

  static int exitCode(RunningCommand command) throws Exception {
    return command.exitCode().get(60, TimeUnit.SECONDS);
  }

  /** The process group in what {@code cat /proc/self/stat} says; see proc(5). */
  static String group(String stat) {
    return stat.split(" ", 6)[4];
  }

  static String waitFor(Path gate) {
    return "while [ ! -e '%s' ]; do sleep 0.05; done; ".formatted(gate);
  }

  static void assertGroupIsEmpty(String group) throws Exception {
    assertBecomesTrue(GROUP_IS_EMPTY, group);
  }

  /** The shell that leads the group waits for the next conversation, and what watches may sleep. */
  static void assertOnlyTheShellIsLeft(String group) throws Exception {
    assertBecomesTrue(ONLY_ITS_LEADER_IS_LEFT, group);
  }

  private static void assertBecomesTrue(String script, String argument) throws Exception {
    try (HostAccess here = HostAccesses.open(Hosts.local())) {
      BatchResult result =
          here.run(
              batch(
                  new HostStep.RunUntilItSucceeds(
                      List.of("sh", "-c", script, "sh", argument), 100, Duration.ofMillis(50))),
              LONG);
      assertThat(result.results().getFirst().stdout()).isEmpty();
      assertThat(result.firstFailure()).isEmpty();
    }
  }

  static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
