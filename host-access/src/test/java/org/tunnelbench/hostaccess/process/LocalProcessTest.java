package org.tunnelbench.hostaccess.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.hostaccess.StepResult;

class LocalProcessTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void aCommandThatIsRunAnswersItsExitCodeAndOutputs() throws Exception {
    assertThat(LocalProcess.run(shell("printf out; printf err >&2; exit 3"), LONG))
        .isEqualTo(new StepResult(3, "out", "err"));
  }

  @Test
  void aCommandHasTheEnvironmentAndFolderItIsGiven(@TempDir Path folder) throws Exception {
    LocalCommand command = shell("echo \"$GIVEN $PWD\"").in(folder).with("GIVEN", "a value");

    assertThat(LocalProcess.run(command, LONG).stdout()).isEqualTo("a value " + folder + "\n");
  }

  @Test
  void aCommandReadsTheTextItIsGivenOrNothing() throws Exception {
    LocalCommand cat = LocalCommand.of("cat");
    String text = "ü\n".repeat(100_000);

    assertThat(LocalProcess.run(cat, LONG).stdout()).isEmpty();
    assertThat(LocalProcess.run(cat.reading(new LocalCommand.Input.Text(text)), LONG).stdout())
        .isEqualTo(text);
  }

  @Test
  void aCommandNeedNotReadItsInput() throws Exception {
    String text = "x".repeat(1 << 20);

    assertThat(
            LocalProcess.run(
                LocalCommand.of("true").reading(new LocalCommand.Input.Text(text)), LONG))
        .isEqualTo(new StepResult(0, "", ""));
  }

  @Test
  void aCommandIsKilledWithItsChildrenWhenItsLimitPasses() throws Exception {
    StepResult result =
        LocalProcess.run(shell("sleep 1000 & echo $!; wait"), Duration.ofMillis(500));

    assertThat(result.exitCode()).isEqualTo(StepResult.TIMED_OUT);
    awaitEnd(Long.parseLong(result.stdout().strip()));
  }

  @Test
  void aDaemonThatKeepsTheOutputOpenIsNotWaitedFor() throws Exception {
    StepResult result = LocalProcess.run(shell("sleep 1000 & echo $!"), LONG);

    assertThat(result.exitCode()).isZero();
    ProcessHandle.of(Long.parseLong(result.stdout().strip())).ifPresent(ProcessHandle::destroy);
  }

  @Test
  void aCommandThatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> LocalProcess.run(LocalCommand.of("tunnelbench-no-such"), LONG))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tunnelbench-no-such");
  }

  @Test
  void anInputThatNobodyClosesIsRefused() {
    LocalCommand endless = LocalCommand.of("cat").reading(new LocalCommand.Input.Open());

    assertThatThrownBy(() -> LocalProcess.run(endless, LONG))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("input");
  }

  @Test
  void linesComeAsTheyArePrinted() throws Exception {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch first = new CountDownLatch(1);
    LocalProcess process =
        LocalProcess.start(
            LocalCommand.of("cat").reading(new LocalCommand.Input.Open()),
            new LocalOutput.Lines(
                line -> {
                  lines.add(line);
                  first.countDown();
                }));

    try (OutputStream input = process.standardInput()) {
      input.write("one\n".getBytes(StandardCharsets.UTF_8));
      input.flush();
      assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
      input.write("two\nthree".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(process.waitFor(LONG)).hasValue(0);
    assertThat(lines).containsExactly("one", "two", "three");
  }

  @Test
  void aLineWithoutAnEndComesInPieces() throws Exception {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    int longest = LineSplitter.LONGEST_LINE;
    LocalProcess process =
        LocalProcess.start(
            shell(
                "head -c %d /dev/zero | tr '\\0' x; echo; head -c %d /dev/zero | tr '\\0' y"
                    .formatted(longest, longest + 1)),
            new LocalOutput.Lines(lines::add));

    assertThat(process.waitFor(LONG)).hasValue(0);
    assertThat(lines).containsExactly("x".repeat(longest), "y".repeat(longest), "y");
  }

  @Test
  void aConsumerThatFailsEndsTheProcess() throws Exception {
    LocalProcess process =
        LocalProcess.start(
            shell("echo one; exec sleep 1000"),
            new LocalOutput.Lines(
                line -> {
                  throw new IllegalStateException("cannot take " + line);
                }));

    assertThatThrownBy(() -> process.exitCode().get(60, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("cannot take one");
  }

  @Test
  void bothOutputsGoToTheEndOfAFile(@TempDir Path folder) throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "before\n");

    LocalProcess process =
        LocalProcess.start(shell("echo out; echo err >&2"), new LocalOutput.ToFile(log));

    assertThat(process.waitFor(LONG)).hasValue(0);
    assertThat(log).hasContent("before\nout\nerr\n");
  }

  @Test
  void aProcessIsAskedToEndFirst(@TempDir Path folder) throws Exception {
    Path trapped = folder.resolve("trapped");
    LocalProcess process =
        started("trap 'exit 9' TERM; touch '%s'; while :; do sleep 0.05; done", trapped);

    process.stop(LONG);

    assertThat(process.waitFor(LONG)).hasValue(9);
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void aProcessThatDoesNotListenIsKilled(@TempDir Path folder) throws Exception {
    Path trapped = folder.resolve("trapped");
    LocalProcess process =
        started("trap '' TERM; touch '%s'; while :; do sleep 0.05; done", trapped);

    process.stop(Duration.ofMillis(200));

    assertThat(process.waitFor(LONG)).hasValue(128 + 9);
  }

  @Test
  void valuesOfTheEnvironmentAndTheInputAreNotShown() {
    LocalCommand command =
        LocalCommand.of("true")
            .with("PASSWORD", "open sesame")
            .reading(new LocalCommand.Input.Text("open sesame"));

    assertThat(command.toString()).contains("PASSWORD").doesNotContain("sesame");
    assertThat(command.input().toString()).doesNotContain("sesame");
  }

  private static LocalCommand shell(String script) {
    return LocalCommand.of("sh", "-c", script);
  }

  /** Starts a script that makes a file when it is ready, and waits for that. */
  private static LocalProcess started(String script, Path ready) throws Exception {
    LocalProcess process =
        LocalProcess.start(
            shell(script.replace("%s", ready.toString())), new LocalOutput.Discarded());
    String wait = "while [ ! -e '%s' ]; do sleep 0.05; done".formatted(ready);
    assertThat(LocalProcess.run(shell(wait), LONG).exitCode()).isZero();
    return process;
  }

  /** Waits until a process has ended, collected or not: a signal takes its time to be heard. */
  private static void awaitEnd(long processId) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (runs(processId)) {
      assertThat(System.nanoTime()).as("process %d still runs", processId).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static boolean runs(long processId) {
    try {
      String stat = Files.readString(Path.of("/proc/" + processId + "/stat"));
      return !stat.contains(") Z ") && !stat.contains(") X ");
    } catch (IOException gone) {
      return false;
    }
  }
}
