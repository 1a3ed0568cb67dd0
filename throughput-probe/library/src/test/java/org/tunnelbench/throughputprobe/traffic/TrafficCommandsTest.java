package org.tunnelbench.throughputprobe.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.message.ProbeCommand.StartReceiver;
import org.tunnelbench.contract.message.ProbeCommand.StopTraffic;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Report.ReceiverReady;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.message.Report.TrafficStopped;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.throughputprobe.Traffic;

/** What becomes of commands that repeat, contradict, stop or come late, on a scripted host. */
class TrafficCommandsTest {
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
  void theDeadlineRunsFromWhenTheCommandWasSent() {
    probe.handle(ScriptedProbe.receive(1), Duration.ofSeconds(60).minusMillis(300));
    ScriptedProcess process = host.awaitStart();
    assertThat(process.limit()).isLessThan(Duration.ofSeconds(3));
    process.listen();
    outlet.next(ReceiverReady.class);

    assertThat(ScriptedProbe.failureOf(outlet.next(TrafficEnded.class)).kind())
        .isEqualTo(FailureKind.DEADLINE_PASSED);
    assertThat(process.asked()).isDone();
  }

  @Test
  void aCommandThatComesAfterItsDeadlineStartsNothing() {
    probe.handle(ScriptedProbe.receive(1), Duration.ofSeconds(61));

    assertThat(ScriptedProbe.failureOf(outlet.next(TrafficEnded.class)).kind())
        .isEqualTo(FailureKind.DEADLINE_PASSED);
    assertThat(host.startedNothingMore()).isTrue();
  }

  @Test
  void theSameCommandAgainIsAnsweredByTheSameReportsAgain() {
    probe.handle(ScriptedProbe.receive(1));
    ScriptedProcess process = host.awaitStart();
    process.listen();
    Report ready = outlet.next(ReceiverReady.class);

    probe.handle(ScriptedProbe.receive(1));
    assertThat(outlet.next(ReceiverReady.class)).isEqualTo(ready);

    process.connect();
    process.countFrom(0);
    process.exit(0);
    Report ended = outlet.untilReport().report();
    probe.restart();
    probe.handle(ScriptedProbe.receive(1));

    assertThat(outlet.next(ReceiverReady.class)).isEqualTo(ready);
    assertThat(outlet.next(TrafficEnded.class)).isEqualTo(ended);
    assertThat(host.startedNothingMore()).isTrue();
  }

  @Test
  void theSameAttemptWithAnotherContentIsAConflict() {
    probe.handle(ScriptedProbe.receive(1));
    host.awaitStart().listen();
    outlet.next(ReceiverReady.class);

    probe.handle(new StartReceiver(Traffic.end(Traffic.of(2, 0.1))));

    assertThat(ScriptedProbe.failureOf(outlet.next(TrafficEnded.class)).kind())
        .isEqualTo(FailureKind.CONFLICT);
    assertThat(host.startedNothingMore()).isTrue();
  }

  @Test
  void aCommandIsAnsweredThatCannotBeWrittenDown() throws Exception {
    Files.createDirectory(
        state.resolve(
            "traffic/%s/%s-1-receive.json.draft"
                .formatted(Traffic.HOST, Traffic.attempt(1).trial())));

    probe.handle(ScriptedProbe.receive(1));

    assertThat(outlet.untilReport().report())
        .isInstanceOfSatisfying(
            TrafficEnded.class,
            ended -> {
              assertThat(ended.failure().orElseThrow().kind()).isEqualTo(FailureKind.INTERNAL);
              assertThat(ended.failure().orElseThrow().message()).contains("journal", ".json");
            });
  }

  @Test
  void stopEndsWhatTheAttemptStartedHere() {
    ScriptedProcess process = probe.listens(ScriptedProbe.receive(1));

    probe.handle(new StopTraffic(Traffic.attempt(1), Traffic.HOST));

    assertThat(outlet.next(TrafficStopped.class))
        .isEqualTo(new TrafficStopped(Traffic.attempt(1), Traffic.HOST, Optional.empty()));
    assertThat(process.asked()).isDone();
  }

  @Test
  void stopIsAnsweredWhereNothingRuns() {
    StopTraffic stop = new StopTraffic(Traffic.attempt(1), Traffic.HOST);
    probe.handle(stop);
    Report stopped = outlet.next(TrafficStopped.class);

    probe.handle(stop);

    assertThat(outlet.next(TrafficStopped.class)).isEqualTo(stopped);
  }

  @Test
  void nothingIsStartedForAnAttemptThatWasStopped() {
    probe.handle(new StopTraffic(Traffic.attempt(1), Traffic.HOST));
    outlet.next(TrafficStopped.class);

    probe.handle(ScriptedProbe.send(1));

    assertThat(ScriptedProbe.failureOf(outlet.next(TrafficEnded.class)).kind())
        .isEqualTo(FailureKind.CONFLICT);
    assertThat(host.startedNothingMore()).isTrue();
  }

  @Test
  void stopDoesNotTouchAnotherAttempt() {
    ScriptedProcess other = probe.listens(ScriptedProbe.receive(2));

    probe.handle(new StopTraffic(Traffic.attempt(1), Traffic.HOST));

    outlet.next(TrafficStopped.class);
    assertThat(other.asked()).isNotDone();
  }
}
