package org.tunnelbench.hostaccess;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every way to reach a host must do with undo timers. */
abstract class UndoTimerContract extends BatchContract {
  @Test
  void aTimerUndoesByItselfWhateverFails() throws Exception {
    String timer = folder().resolve("timer").toString();
    Path undone = folder().resolve("it's undone");

    BatchResult armed =
        run(
            new HostStep.ArmUndoTimer(
                timer,
                Duration.ofSeconds(1),
                List.of(
                    List.of("tunnelbench-no-such-command"),
                    List.of("false"),
                    List.of("touch", undone.toString()))),
            new HostStep.Run(List.of("stat", "-c", "%a", timer)));

    assertThat(armed.results().get(1).stdout()).isEqualTo("700\n");
    assertThat(run(untilShell("[ ! -e '%s' ]".formatted(timer))).firstFailure()).isEmpty();
    assertThat(undone).exists();
  }

  @Test
  void aDisarmedTimerUndoesNothingAndLeavesNothing() throws Exception {
    String timer = folder().resolve("timer").toString();
    BatchResult armed =
        run(
            new HostStep.ArmUndoTimer(
                timer, LONG, List.of(List.of("touch", folder().resolve("undone").toString()))),
            shell("cat '%s/pid'".formatted(timer)));

    BatchResult disarmed =
        run(new HostStep.DisarmUndoTimer(timer), new HostStep.DisarmUndoTimer(timer));

    assertThat(disarmed.results())
        .containsExactly(new StepResult(0, "disarmed\n", ""), new StepResult(0, "absent\n", ""));
    assertGroupIsEmpty(armed.results().get(1).stdout().strip());
    assertThat(folder()).isEmptyDirectory();
  }

  @Test
  void aTimerThatHasBegunIsWaitedFor() throws Exception {
    String timer = folder().resolve("timer").toString();
    Path gate = folder().resolve("gate");
    Path undone = folder().resolve("undone");
    run(
        new HostStep.ArmUndoTimer(
            timer,
            Duration.ofSeconds(1),
            List.of(List.of("sh", "-c", waitFor(gate) + "touch '%s'".formatted(undone)))),
        untilShell("[ -e '%s/undoing' ]".formatted(timer)));

    BatchResult disarmed =
        run(
            shell("{ sleep 1; touch '%s'; } >/dev/null 2>&1 &".formatted(gate)),
            new HostStep.DisarmUndoTimer(timer));

    assertThat(disarmed.results().get(1)).isEqualTo(new StepResult(0, "undone\n", ""));
    assertThat(undone).exists();
  }

  @Test
  void aTimerWhoseProcessIsGoneIsTakenAwayAndNoOtherProcessKilled() throws Exception {
    String timer = folder().resolve("timer").toString();
    RunningCommand other = access().start(List.of("sleep", "1000"), LONG, line -> {});

    // The folder as a machine finds it that has given the process id to somebody else.
    BatchResult result =
        run(
            shell(
                "mkdir '%s' && touch '%s/armed' && echo %d >'%s/pid'"
                    .formatted(timer, timer, other.processId(), timer)),
            new HostStep.DisarmUndoTimer(timer));

    assertThat(result.results().get(1)).isEqualTo(new StepResult(0, "disarmed\n", ""));
    assertThat(folder()).isEmptyDirectory();
    assertThat(Path.of("/proc/" + other.processId())).exists();
    other.stop();
    assertThat(exitCode(other)).isEqualTo(128 + 15);
  }

  @Test
  void aTimerIsNotArmedOverAnother() throws Exception {
    String timer = folder().resolve("timer").toString();
    HostStep arm = new HostStep.ArmUndoTimer(timer, LONG, List.of());

    BatchResult result = run(arm, arm, new HostStep.DisarmUndoTimer(timer));

    assertThat(result.firstFailure()).hasValue(1);
    assertThat(result.results().get(1).stderr()).contains(timer);
    assertThat(result.results().get(2).stdout()).isEqualTo("disarmed\n");
  }
}
