package org.tunnelbench.lab.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tunnelbench.lab.LabException;

final class SupervisorTest {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final BlockingQueue<ChildExit> exits = new LinkedBlockingQueue<>();

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void aChildGetsItsArgumentsEnvironmentFolderAndLog(Isolation isolation) throws Exception {
    try (Supervisor supervisor = Supervisor.start(folder, isolation, exits::add)) {
      supervisor.spawn(
          new ChildSpec(
              "speaker",
              List.of("sh", "-c", "echo \"$0|$1|$GREETING\"; pwd; exit 3", "a b", "100 % ü\n2nd"),
              Map.of("GREETING", "two  words"),
              List.of(),
              folder,
              folder.resolve("speaker.log")));

      ChildExit exit = heard();
      assertThat(exit)
          .isEqualTo(
              new ChildExit(
                  "speaker",
                  3,
                  0,
                  false,
                  List.of("a b|100 % ü", "2nd|two  words", folder.toString())));
      assertThat(exit.describe()).contains("speaker ended with exit code 3").contains("2nd|");
    }
  }

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void aLinkJoinsTwoChildren(Isolation isolation) throws Exception {
    try (Supervisor supervisor = Supervisor.start(folder, isolation, exits::add)) {
      Link link = supervisor.link();
      supervisor.spawn(perl("writer", "syswrite $fd, 'packet'", link.first()));
      assertThat(heard().name()).isEqualTo("writer");
      supervisor.spawn(perl("reader", "sysread $fd, my $b, 99; print $b", link.second()));

      assertThat(heard().logTail()).containsExactly("packet");
    }
  }

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void aChildThatIsKilledIsNamedAndTakesItsGroupWithIt(Isolation isolation) throws Exception {
    try (Supervisor supervisor = Supervisor.start(folder, isolation, exits::add)) {
      supervisor.spawn(sleeperWithHelper("victim"));
      supervisor.kill("victim", "KILL");

      ChildExit exit = heard();
      assertThat(exit.name()).isEqualTo("victim");
      assertThat(exit.signal()).isEqualTo(9);
      assertThat(exit.requested()).isTrue();
      assertThat(supervisor.isRunning("victim")).isFalse();
      supervisor.spawn(sleeperWithHelper("victim"));
      supervisor.stop("victim", GRACE);
      assertThat(heard().signal()).isEqualTo(15);
    }
    assertThat(marked()).isEmpty();
  }

  @Test
  void whatWasAskedOfOneThatHadEndedIsNotTakenForTheEndOfTheNextOfItsName() throws Exception {
    try (Supervisor supervisor = Supervisor.start(folder, exits::add)) {
      assertThatThrownBy(() -> supervisor.kill("child", "TERM")).isInstanceOf(LabException.class);

      supervisor.spawn(child("child", List.of(), "exit 3"));

      assertThat(heard().requested()).isFalse();
    }
  }

  @Test
  void aReplyThatNobodyWaitedForIsNotTakenForTheNext() throws Exception {
    try (Supervisor supervisor = Supervisor.start(folder, exits::add)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(supervisor::link).isInstanceOf(InterruptedException.class);

      assertThatThrownBy(() -> supervisor.kill("nobody", "TERM"))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("there is no nobody");
    }
  }

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void closingLeavesNoProcess(Isolation isolation) throws Exception {
    Supervisor supervisor = Supervisor.start(folder, isolation, exits::add);
    supervisor.spawn(sleeperWithHelper("one"));
    supervisor.spawn(sleeperWithHelper("two"));
    assertThat(marked()).isNotEmpty();

    supervisor.close();

    LabProcesses.awaitNone(folder.toString());
    assertThat(ProcessHandle.of(supervisor.processId()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void theSupervisorKilledLeavesNoProcessAndIsReported(Isolation isolation) throws Exception {
    try (Supervisor supervisor = Supervisor.start(folder, isolation, exits::add)) {
      supervisor.spawn(sleeper("one"));
      ProcessHandle.of(supervisor.processId()).orElseThrow().destroyForcibly();

      assertThat(List.of(heard().name(), heard().name()))
          .containsExactlyInAnyOrder(Supervisor.OWN_NAME, "one");
      LabProcesses.awaitNone(folder.toString());
      assertThatThrownBy(supervisor::link).isInstanceOf(LabException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void detachedItGoesOnUntilItIsKilled(Isolation isolation) throws Exception {
    Supervisor supervisor = Supervisor.start(folder, isolation, exits::add);
    supervisor.spawn(sleeper("one"));
    supervisor.detach();
    supervisor.close();
    assertThat(marked()).isNotEmpty();

    ProcessHandle.of(supervisor.processId()).orElseThrow().destroyForcibly();

    LabProcesses.awaitNone(folder.toString());
  }

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void whatCannotBeDoneIsRefusedInWords(Isolation isolation) throws Exception {
    try (Supervisor supervisor = Supervisor.start(folder, isolation, exits::add)) {
      assertThatThrownBy(() -> supervisor.kill("nobody", "TERM"))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("there is no nobody");
      supervisor.spawn(sleeper("twin"));
      assertThatThrownBy(() -> supervisor.spawn(sleeper("twin")))
          .hasMessageContaining("There is a process twin already");
    }
  }

  private ChildExit heard() throws InterruptedException {
    ChildExit exit = exits.poll(10, TimeUnit.SECONDS);
    assertThat(exit).as("an exit within 10 s").isNotNull();
    return Objects.requireNonNull(exit);
  }

  private List<String> marked() throws Exception {
    return LabProcesses.mentioning(folder.toString());
  }

  private ChildSpec sleeper(String name) {
    return child(name, List.of("sleep", "600"), "exec \"$@\"");
  }

  private ChildSpec sleeperWithHelper(String name) {
    return child(name, List.of("sleep", "600"), "\"$@\" & exec \"$@\"");
  }

  private ChildSpec child(String name, List<String> argv, String script) {
    List<String> whole = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    whole.addAll(argv);
    return new ChildSpec(
        name,
        whole,
        Map.of("LAB_FOLDER", folder.toString()),
        List.of(),
        folder,
        folder.resolve(name + ".log"));
  }

  private ChildSpec perl(String name, String script, LinkEnd end) throws Exception {
    Files.createDirectories(folder);
    String open = "open my $fd, '+<&=', %d or die $!; ".formatted(end.descriptor());
    return new ChildSpec(
        name,
        List.of("perl", "-e", open + script),
        Map.of(),
        List.of(end),
        folder,
        folder.resolve(name + ".log"));
  }
}
