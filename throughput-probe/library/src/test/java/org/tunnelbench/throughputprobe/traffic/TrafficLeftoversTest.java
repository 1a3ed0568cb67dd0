package org.tunnelbench.throughputprobe.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.message.ProbeCommand.StopTraffic;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.message.Report.TrafficStopped;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.throughputprobe.Traffic;

/** What does not end, or outlives the probe, on a scripted host. */
class TrafficLeftoversTest {
  @TempDir private Path state;

  private final ScriptedHost host = new ScriptedHost(Traffic.HOST);
  private final RecordingOutlet outlet = new RecordingOutlet();
  private ScriptedProbe probe;

  @BeforeEach
  void begin() {
    probe = new ScriptedProbe(host, outlet, state);
  }

  @AfterEach
  void end() {
    probe.close();
  }

  @Test
  void whatDoesNotEndWhenAskedIsKilledByItsProcessId() {
    probe.restart(ScriptedProbe.withEnding(Duration.ofMillis(20)));
    host.processesIgnoreStop();
    ScriptedProcess process = probe.listens(ScriptedProbe.receive(1));
    host.shows(process);

    probe.handle(new StopTraffic(Traffic.attempt(1), Traffic.HOST));

    assertThat(outlet.next(TrafficStopped.class).failure()).isEmpty();
    assertThat(host.ran()).contains("kill -TERM " + process.processId());
  }

  @Test
  void whatCannotBeKilledIsReportedAndTriedAgain() {
    probe.restart(ScriptedProbe.withEnding(Duration.ofMillis(20)));
    host.processesIgnoreStop();
    ScriptedProcess process = probe.listens(ScriptedProbe.receive(1));
    host.shows(process);
    String goneYet = "test ! -e /proc/" + process.processId() + "/exe";
    host.answer(goneYet, 1, "");
    StopTraffic stop = new StopTraffic(Traffic.attempt(1), Traffic.HOST);
    probe.handle(stop);
    assertThat(outlet.next(TrafficStopped.class).failure().map(Failure::kind))
        .contains(FailureKind.LEFTOVER_STATE);

    host.answer(goneYet, 0, "");
    probe.handle(stop);

    assertThat(outlet.next(TrafficStopped.class).failure()).isEmpty();
  }

  @Test
  void whatAKilledProbeLeftIsEndedAndReported() {
    ScriptedProcess process = probe.listens(ScriptedProbe.receive(1));
    host.shows(process);

    probe.isKilledAndBeginsAgain();

    assertThat(ScriptedProbe.failureOf(outlet.next(TrafficEnded.class)).message())
        .isEqualTo("the probe ended while the traffic ran, and has begun again");
    assertThat(host.ran()).contains("kill -TERM " + process.processId());
  }

  @Test
  void aProcessThatOnlyHasTheIdIsLeftAlone() {
    ScriptedProcess process = probe.listens(ScriptedProbe.receive(1));
    host.answer("cat /proc/" + process.processId() + "/cmdline", 0, "sshd\0-D\0");

    probe.isKilledAndBeginsAgain();

    outlet.next(TrafficEnded.class);
    assertThat(host.ran()).noneMatch(argv -> argv.startsWith("kill"));
  }

  @Test
  void whatWasStartedButNotYetWrittenDownIsFoundByItsCommandLine() {
    host.failsAfterStarting();
    probe.handle(ScriptedProbe.receive(1));
    ScriptedProcess process = host.awaitStart();
    assertThat(ScriptedProbe.failureOf(outlet.next(TrafficEnded.class)).kind())
        .isEqualTo(FailureKind.INTERNAL);
    host.answer("pidof iperf3", 0, "77 " + process.processId() + "\n");
    host.answer("cat /proc/77/cmdline", 0, "iperf3\0-s\0");
    host.shows(process);

    probe.handle(ScriptedProbe.receive(2));
    host.awaitStart();

    assertThat(host.ran())
        .contains("kill -TERM " + process.processId())
        .doesNotContain("kill -TERM 77");
  }

  @Test
  void nothingIsStartedWhereItCannotBeToldWhetherSomethingWasLeft() {
    host.failsAfterStarting();
    probe.handle(ScriptedProbe.receive(1));
    host.awaitStart();
    outlet.next(TrafficEnded.class);
    host.answer("pidof iperf3", 127, "");

    probe.handle(ScriptedProbe.receive(2));

    assertThat(ScriptedProbe.failureOf(outlet.next(TrafficEnded.class)))
        .satisfies(
            failure -> {
              assertThat(failure.kind()).isEqualTo(FailureKind.LEFTOVER_STATE);
              assertThat(failure.command()).containsExactly("pidof", "iperf3");
            });
    assertThat(host.startedNothingMore()).isTrue();
  }

  @Test
  void aHostThatIsAwayWhenTheProbeBeginsAgainIsCleanedWhenItIsBack() {
    ScriptedProcess process = probe.listens(ScriptedProbe.receive(1));
    host.shows(process);
    host.losesEverything("connection timed out");

    probe.isKilledAndBeginsAgain();
    assertThat(ScriptedProbe.failureOf(outlet.next(TrafficEnded.class)).kind())
        .isEqualTo(FailureKind.HOST_UNREACHABLE);
    host.isBack();
    probe.handle(ScriptedProbe.receive(2));
    host.awaitStart();

    assertThat(host.ran()).contains("kill -TERM " + process.processId());
  }

  @Test
  void whatCannotBeWrittenDownOnceItRunsIsEnded() throws Exception {
    Path draft =
        state.resolve(
            "traffic/%s/%s-1-receive.json.draft"
                .formatted(Traffic.HOST, Traffic.attempt(1).trial()));
    host.whileStarting(() -> assertThat(draft.toFile().mkdir()).isTrue());

    probe.handle(ScriptedProbe.receive(1));
    ScriptedProcess process = host.awaitStart();

    assertThat(process.asked()).succeedsWithin(Duration.ofSeconds(10));
    Failure failure = ScriptedProbe.failureOf(outlet.next(TrafficEnded.class));
    assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL);
    assertThat(failure.message()).contains(".json");

    Files.delete(draft);
    probe.handle(new StopTraffic(Traffic.attempt(1), Traffic.HOST));
    assertThat(outlet.next(TrafficStopped.class).failure()).isEmpty();
  }
}
