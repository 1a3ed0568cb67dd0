package org.tunnelbench.hostaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every way to reach a host must do; here, with commands that run for a while. */
abstract class HostAccessContract extends UndoTimerContract {
  @Test
  void linesOfACommandComeAsTheyArePrinted() throws Exception {
    Path gate = folder().resolve("gate");
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch first = new CountDownLatch(1);

    RunningCommand command =
        access()
            .start(
                List.of(
                    "sh",
                    "-c",
                    "echo one; " + waitFor(gate) + "echo two >&2; printf three; exit 4"),
                LONG,
                line -> {
                  lines.add(line);
                  first.countDown();
                });
    assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
    Files.createFile(gate);

    assertThat(exitCode(command)).isEqualTo(4);
    assertThat(lines).containsExactly("one", "two", "three");
  }

  @Test
  void theProcessIdIsTheCommandsOwnOnTheHost() throws Exception {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());

    RunningCommand command =
        access().start(List.of("sh", "-c", "echo $$; cat /proc/$$/stat"), LONG, lines::add);

    assertThat(exitCode(command)).isZero();
    assertThat(lines.getFirst()).isEqualTo("" + command.processId());
    assertOnlyTheShellIsLeft(group(lines.get(1)));
  }

  @Test
  void stoppingACommandThatHasEndedChangesNothing() throws Exception {
    RunningCommand command = access().start(List.of("sh", "-c", "exit 7"), LONG, line -> {});
    assertThat(exitCode(command)).isEqualTo(7);

    command.stop();

    assertThat(run(shell("echo still here")).results())
        .containsExactly(new StepResult(0, "still here\n", ""));
  }

  @Test
  void aCommandThatIsStoppedEndsWithAllItStarted() throws Exception {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch printed = new CountDownLatch(1);
    RunningCommand command =
        access()
            .start(
                List.of("sh", "-c", "sleep 1000 & cat /proc/self/stat; wait"),
                LONG,
                line -> {
                  lines.add(line);
                  printed.countDown();
                });
    assertThat(printed.await(30, TimeUnit.SECONDS)).isTrue();

    command.stop();
    command.stop();

    assertThat(exitCode(command)).isEqualTo(128 + 15);
    assertGroupIsEmpty(group(lines.getFirst()));
  }

  @Test
  void aCommandEndsWhenItsLimitPasses() throws Exception {
    RunningCommand command = access().start(List.of("sleep", "1000"), SHORT, line -> {});

    assertThat(exitCode(command)).isEqualTo(StepResult.TIMED_OUT);
    assertThat(Path.of("/proc/" + command.processId())).doesNotExist();
  }

  @Test
  void aConsumerThatFailsEndsTheCommand() throws Exception {
    RunningCommand command =
        access()
            .start(
                List.of("sh", "-c", "echo one; exec sleep 1000"),
                LONG,
                line -> {
                  throw new IllegalStateException("cannot take " + line);
                });

    assertThatThrownBy(() -> exitCode(command))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("cannot take one");
    assertThat(Path.of("/proc/" + command.processId())).doesNotExist();
  }
}
