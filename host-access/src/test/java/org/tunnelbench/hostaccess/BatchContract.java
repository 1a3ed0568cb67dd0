package org.tunnelbench.hostaccess;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tunnelbench.hostaccess.Batch.WhenOneFails;

/** What every way to reach a host must do with a batch of steps. */
abstract class BatchContract extends HostFixture {
  @Test
  void eachStepHasItsExitCodeAndItsOutputs() throws Exception {
    BatchResult result =
        run(
            shell("printf out; printf err >&2"),
            shell("exit 7"),
            new HostStep.Run(List.of("tunnelbench-no-such-command")),
            shell("kill -9 $$"));

    assertThat(result.results().subList(0, 2))
        .containsExactly(new StepResult(0, "out", "err"), new StepResult(7, "", ""));
    assertThat(result.results().get(2).exitCode()).isEqualTo(127);
    assertThat(result.results().get(2).stderr()).contains("tunnelbench-no-such-command");
    assertThat(result.results().get(3).exitCode()).isEqualTo(128 + 9);
  }

  @Test
  void anEmptyBatchTellsThatTheHostAnswers() throws Exception {
    assertThat(run().results()).isEmpty();
  }

  @Test
  void argumentsArriveAsTheyAre() throws Exception {
    List<String> arguments =
        List.of(
            "", " ", "'", "\"", "$HOME `id` \\", "-n", "--", "a\nb\n", "*", "~", "ü€😀", "\u0001");
    List<String> argv = new ArrayList<>(List.of("printf", "[%s]"));
    argv.addAll(arguments);

    assertThat(run(new HostStep.Run(argv)).results().getFirst().stdout())
        .isEqualTo("[" + String.join("][", arguments) + "]");
  }

  @Test
  void aCommandIsTheProgramAndNotTheShellsBuiltin() throws Exception {
    // The builtin echo of dash would turn the two characters into a line end.
    assertThat(run(new HostStep.Run(List.of("echo", "a\\nb"))).results())
        .containsExactly(new StepResult(0, "a\\nb\n", ""));
  }

  @Test
  void stepsFindNothingOnTheirStandardInput() throws Exception {
    assertThat(run(new HostStep.Run(List.of("cat")), shell("echo next")).results())
        .containsExactly(new StepResult(0, "", ""), new StepResult(0, "next\n", ""));
  }

  @Test
  void administratorsToolsAreFound() throws Exception {
    assertThat(run(shell("echo $PATH")).results().getFirst().stdout()).contains("/usr/sbin:/sbin");
  }

  @Test
  void aFailureStopsTheRestWhereItShould() throws Exception {
    List<HostStep> steps = List.of(shell("exit 0"), shell("exit 3"), shell("echo no"));

    BatchResult stopped = access().run(new Batch(steps, WhenOneFails.STOP), LONG);
    BatchResult wentOn = access().run(new Batch(steps, WhenOneFails.GO_ON), LONG);

    assertThat(stopped.results()).hasSize(2);
    assertThat(stopped.firstFailure()).hasValue(1);
    assertThat(wentOn.results()).hasSize(3);
    assertThat(wentOn.firstFailure()).hasValue(1);
  }

  @Test
  void theFailureOfATryDoesNotMatter() throws Exception {
    BatchResult result =
        access()
            .run(
                new Batch(
                    List.of(
                        new HostStep.Try(List.of("sh", "-c", "echo why >&2; exit 3")),
                        shell("echo next")),
                    WhenOneFails.STOP),
                LONG);

    assertThat(result.results())
        .containsExactly(new StepResult(0, "", "why\n"), new StepResult(0, "next\n", ""));
  }

  @Test
  void aStepIsTriedUntilItSucceedsAndSaysWhatItSaidLast() throws Exception {
    Path count = folder().resolve("count");
    String script =
        "echo x >>'%s'; wc -l <'%s'; [ $(wc -l <'%s') -ge 3 ]".replace("%s", "" + count);

    BatchResult result =
        run(
            new HostStep.RunUntilItSucceeds(
                List.of("sh", "-c", script), 10, Duration.ofMillis(10)));

    assertThat(result.results()).containsExactly(new StepResult(0, "3\n", ""));
  }

  @Test
  void aStepIsTriedNoMoreOftenThanItSays() throws Exception {
    Path count = folder().resolve("count");

    BatchResult result =
        run(
            new HostStep.RunUntilItSucceeds(
                List.of("sh", "-c", "echo x >>'%s'; exit 5".formatted(count)), 3, Duration.ZERO));

    assertThat(result.results().getFirst().exitCode()).isEqualTo(5);
    assertThat(Files.readAllLines(count)).hasSize(3);
  }

  @Test
  void aFileHasItsModeAndItsFolderIsForItsOwnerAlone() throws Exception {
    Path file = folder().resolve("new folder/it's a file");
    String content = "one 'quoted' $line\\n\n%s%%\nno end";

    assertThat(run(new HostStep.Write(file.toString(), 0600, content)).firstFailure()).isEmpty();

    assertThat(file).hasContent(content);
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(file.resolveSibling("."))).isEqualTo("rwx------");
  }

  @Test
  void aFileIsReplacedAndNotWrittenThroughALink() throws Exception {
    Path other = Files.writeString(folder().resolve("other"), "untouched");
    Path link = Files.createSymbolicLink(folder().resolve("link"), other);

    assertThat(run(new HostStep.Write(link.toString(), 0750, "new")).firstFailure()).isEmpty();

    assertThat(other).hasContent("untouched");
    assertThat(link).hasContent("new");
    assertThat(mode(link)).isEqualTo("rwxr-x---");
  }

  @Test
  void aFileThatCannotBeWrittenFailsPlainly() throws Exception {
    Path file = Files.writeString(folder().resolve("file"), "");

    StepResult result =
        run(new HostStep.Write(file.resolve("below").toString(), 0600, "x")).results().getFirst();

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.stderr()).contains(file.toString());
  }

  @Test
  void aFileIsDeletedAndMayBeAbsent() throws Exception {
    Path file = Files.writeString(folder().resolve("-a file"), "");
    HostStep delete = new HostStep.Delete(file.toString());

    assertThat(run(delete, delete).firstFailure()).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void contentsAreNotSeenAmongTheProcesses() throws Exception {
    Path file = folder().resolve("key");
    BatchResult result =
        run(
            new HostStep.Write(file.toString(), 0600, "open-sesame"),
            // The expression matches the word that is written, but not itself.
            shell("cat /proc/[0-9]*/cmdline 2>/dev/null | grep -ac 'open-s[e]same'"),
            new HostStep.Run(List.of("cat", file.toString())));

    assertThat(result.results().get(1).stdout()).isEqualTo("0\n");
    assertThat(result.results().get(2).stdout()).isEqualTo("open-sesame");
  }

  @Test
  void longOutputsOfBothKindsComeWholeAndLongerOnesAreCut() throws Exception {
    int most = StepResult.MOST_OUTPUT;

    BatchResult result =
        run(
            shell(
                "yes 0123456 | head -c %d >&2 & yes abcdefg | head -c %d; wait"
                    .formatted(most, most)),
            shell("yes 0123456 | head -c %d".formatted(most + 8)));

    StepResult whole = result.results().getFirst();
    assertThat(whole.stdout()).isEqualTo("abcdefg\n".repeat(most / 8));
    assertThat(whole.stderr()).isEqualTo("0123456\n".repeat(most / 8));
    assertThat(result.results().get(1).stdout()).isEqualTo("0123456\n".repeat(most / 8) + "…");
  }

  @Test
  void manyBatchesRunAtATime() throws Exception {
    List<CompletableFuture<String>> answers =
        IntStream.range(0, 20)
            .mapToObj(
                number ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            return run(shell("echo " + number)).results().getFirst().stdout();
                          } catch (HostUnreachableException | InterruptedException failed) {
                            throw new IllegalStateException(failed);
                          }
                        },
                        task -> Thread.ofPlatform().start(task)))
            .toList();

    for (int number = 0; number < answers.size(); number++) {
      assertThat(answers.get(number).get(60, TimeUnit.SECONDS)).isEqualTo(number + "\n");
    }
  }

  @Test
  void aBatchEndsWhenItsLimitPasses() throws Exception {
    BatchResult result =
        access()
            .run(
                new Batch(
                    List.of(
                        shell("cat /proc/self/stat"),
                        shell("echo begun; sleep 1000 & sleep 1000; echo no"),
                        shell("echo no")),
                    WhenOneFails.GO_ON),
                SHORT);

    assertThat(result.results()).hasSize(2);
    assertThat(result.results().get(1).exitCode()).isEqualTo(StepResult.TIMED_OUT);
    assertThat(result.results().get(1).stdout()).isEqualTo("begun\n");
    assertGroupIsEmpty(group(result.results().getFirst().stdout()));
  }

  @Test
  void aStepThatDoesNotListenIsKilledWhenTheLimitPasses() throws Exception {
    String deaf = "trap '' TERM ALRM HUP; cat /proc/self/stat; while :; do sleep 1000; done";

    BatchResult result = access().run(batch(shell(deaf)), SHORT);

    assertThat(result.results().getFirst().exitCode()).isEqualTo(StepResult.TIMED_OUT);
    assertGroupIsEmpty(group(result.results().getFirst().stdout()));
  }

  @Test
  void aProgramThatWaitsIsEndedWhenTheLimitPasses() throws Exception {
    String pipe = folder().resolve("pipe").toString();
    assertThat(run(shell("mkfifo '%s'".formatted(pipe))).firstFailure()).isEmpty();

    BatchResult result =
        access()
            .run(
                batch(
                    shell("cat /proc/self/stat"),
                    new HostStep.Run(List.of("cat", pipe)),
                    shell("echo no")),
                SHORT);

    assertThat(result.results()).hasSize(2);
    assertThat(result.results().getLast().exitCode()).isEqualTo(StepResult.TIMED_OUT);
    assertGroupIsEmpty(group(result.results().getFirst().stdout()));
  }

  @Test
  void nothingOfABatchIsLeftRunning() throws Exception {
    StepResult result = run(shell("cat /proc/self/stat")).results().getFirst();

    assertOnlyTheShellIsLeft(group(result.stdout()));
  }

  @Test
  void oneShellServesOneBatchAfterTheOther() throws Exception {
    StepResult first = run(shell("cat /proc/self/stat")).results().getFirst();
    StepResult second = run(shell("exit 3"), shell("cat /proc/self/stat")).results().getLast();

    assertThat(group(second.stdout())).isEqualTo(group(first.stdout()));
  }

  @Test
  void theTimeOfABatchBeginsAnewInAShellThatHasServedOthers() throws Exception {
    Duration limit = Duration.ofSeconds(4);
    Batch most = batch(shell("cat /proc/self/stat"), shell("sleep 2.5"));

    StepResult first = access().run(most, limit).results().getFirst();
    BatchResult second = access().run(most, limit);
    BatchResult third =
        access().run(batch(shell("cat /proc/self/stat"), shell("sleep 1000")), limit);

    assertThat(second.firstFailure()).isEmpty();
    assertThat(group(second.results().getFirst().stdout())).isEqualTo(group(first.stdout()));
    assertThat(group(third.results().getFirst().stdout())).isEqualTo(group(first.stdout()));
    assertThat(third.results().getLast().exitCode()).isEqualTo(StepResult.TIMED_OUT);
    assertGroupIsEmpty(group(first.stdout()));
  }

  @Test
  void aShellThatWaitsLongerThanABatchMayTakeServesTheNext() throws Exception {
    StepResult first =
        access().run(batch(shell("cat /proc/self/stat")), SHORT).results().getFirst();
    try (HostAccess another = HostAccesses.open(Hosts.local())) {
      another.run(batch(shell("sleep 2.5")), LONG);
    }
    BatchResult second = access().run(batch(shell("cat /proc/self/stat")), SHORT);
    BatchResult third = access().run(batch(shell("sleep 1000")), SHORT);

    assertThat(group(second.results().getFirst().stdout())).isEqualTo(group(first.stdout()));
    assertThat(third.results().getLast().exitCode()).isEqualTo(StepResult.TIMED_OUT);
    assertGroupIsEmpty(group(first.stdout()));
  }

  @Test
  void aBatchIsWatchedAlsoWhereSomebodyKilledWhatWatched() throws Exception {
    StepResult first =
        access().run(batch(shell("cat /proc/self/stat")), SHORT).results().getFirst();
    String group = group(first.stdout());
    try (HostAccess another = HostAccesses.open(Hosts.local())) {
      // On a terminal nobody watches between two batches.
      another.run(batch(shell("pkill -KILL -P " + group)), LONG);
    }

    BatchResult second =
        access().run(batch(shell("cat /proc/self/stat"), shell("sleep 1000")), SHORT);

    assertThat(group(second.results().getFirst().stdout())).isEqualTo(group);
    assertThat(second.results().getLast().exitCode()).isEqualTo(StepResult.TIMED_OUT);
    assertGroupIsEmpty(group);
  }
}
