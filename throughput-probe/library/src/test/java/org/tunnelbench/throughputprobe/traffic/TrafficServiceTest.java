package org.tunnelbench.throughputprobe.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.ProbeCommand.StartReceiver;
import org.tunnelbench.contract.message.ProbeCommand.StartSender;
import org.tunnelbench.contract.message.ProbeCommand.StopTraffic;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Report.ReceiverReady;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.message.Report.TrafficStopped;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.Counters;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.contract.trial.TrafficConditions;
import org.tunnelbench.throughputprobe.Traffic;
import org.tunnelbench.throughputprobe.counters.MachineOfHosts;
import org.tunnelbench.throughputprobe.metrics.TrafficMetrics;

/** The service against a host whose answers and faults are scripted. */
class TrafficServiceTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final TrafficSpec ONE_SECOND = Traffic.of(1, 0.1);
  private static final TrafficBounds BOUNDS =
      new TrafficBounds(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofMillis(50),
          Duration.ofSeconds(5));

  @TempDir Path state;

  private final ScriptedHost host = new ScriptedHost(Traffic.HOST);
  private final RecordingOutlet outlet = new RecordingOutlet();
  private Optional<TrafficService> opened = Optional.empty();

  @BeforeEach
  void open() {
    opened = Optional.of(service(BOUNDS));
  }

  @AfterEach
  void close() {
    opened.ifPresent(TrafficService::close);
  }

  @Test
  void tellsOfAReceiverAsItRuns() {
    handle(receive(1));
    ScriptedProcess process = host.awaitStart();
    assertThat(process.argv()).startsWith("iperf3", "-s", "-1", "-B", "198.18.0.1");
    process.listen();
    assertThat(outlet.next(ReceiverReady.class))
        .isEqualTo(
            new ReceiverReady(Traffic.attempt(1), Traffic.HOST, "iperf 3.12 (cJSON 1.7.15)"));
    process.connect();

    process.count(0, "");

    assertThat(outlet.next(TrafficSample.class))
        .isEqualTo(
            new TrafficSample(
                Traffic.attempt(1),
                Traffic.HOST,
                End.RECEIVER,
                0,
                0.0,
                0.1,
                1_250_000,
                OptionalLong.empty(),
                NOW));
    countFrom(1, process);
    process.exit(0);
    assertThat(outlet.untilReport())
        .satisfies(
            told -> {
              assertThat(told.samples()).extracting(TrafficSample::index).hasSize(9).endsWith(9);
              assertThat(told.report()).isEqualTo(ended(1, End.RECEIVER, 10, Optional.empty()));
            });
  }

  @Test
  void aCommandIsAnsweredThatCannotBeWrittenDown() throws Exception {
    Files.createDirectory(
        state.resolve(
            "traffic/%s/%s-1-receive.json.draft"
                .formatted(Traffic.HOST, Traffic.attempt(1).trial())));

    handle(receive(1));

    assertThat(outlet.untilReport().report())
        .isInstanceOfSatisfying(
            TrafficEnded.class,
            ended -> {
              assertThat(ended.failure().orElseThrow().kind()).isEqualTo(FailureKind.INTERNAL);
              assertThat(ended.failure().orElseThrow().message()).contains("journal", ".json");
            });
  }

  @Test
  void tellsOfASenderWithItsRetransmits() {
    handle(send(1));
    ScriptedProcess process = host.awaitStart();
    assertThat(process.argv()).startsWith("iperf3", "-c", "198.18.0.2", "-B", "198.18.0.1");
    process.connect();

    process.count(0, "    3    895 KBytes");

    assertThat(outlet.next(TrafficSample.class).retransmits()).hasValue(3);
  }

  @Test
  void aSampleHasTheCountersThatWereReadSinceTheOneBefore() {
    handle(send(1));
    ScriptedProcess process = host.awaitStart();
    ScriptedProcess counting = host.awaitCounting();
    assertThat(counting.argv()).contains("10.0.0.101").endsWith("tb", "-tun");
    process.connect();

    counting.print("counters 7.5 xfrm_state=4 avg10=0.50");
    process.count(0, "");
    process.count(1, "");
    countFrom(2, process);
    process.exit(0);

    assertThat(outlet.next(TrafficSample.class).counters())
        .contains(new Counters(Map.of("xfrm_state", 4L)));
    assertThat(outlet.next(TrafficSample.class).counters()).isEmpty();
    RecordingOutlet.Told told = outlet.untilReport();
    assertThat(((TrafficEnded) told.report()).conditions().orElseThrow().pressureBefore())
        .hasValue(0.005);
    assertThat(counting.asked()).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void aSenderThatCannotConnectFailsWithTheToolsReason() {
    handle(send(1));
    ScriptedProcess process = host.awaitStart();
    process.print("iperf3: error - unable to connect to server: Connection refused");
    process.exit(1);

    Failure failure = failureOf(outlet.next(TrafficEnded.class));

    assertThat(failure.kind()).isEqualTo(FailureKind.TRAFFIC_FAILED);
    assertThat(failure.message())
        .isEqualTo(
            "the sender ended after 0.00 of 1 s: unable to connect to server: Connection refused");
    assertThat(failure.command()).isEqualTo(process.argv());
    assertThat(failure.exitCode()).contains(1);
    assertThat(failure.output()).contains("Connection refused");
  }

  @Test
  void exitCodeZeroIsNoSuccessWhereTheTrafficsTimeWasNotFilled() {
    handle(receive(1));
    ScriptedProcess process = host.awaitStart();
    process.listen();
    outlet.next(ReceiverReady.class);
    process.connect();
    process.count(0, "");
    process.print("iperf3: the client has unexpectedly closed the connection");
    process.exit(0);

    assertThat(failureOf((TrafficEnded) outlet.untilReport().report()).message())
        .isEqualTo(
            "the receiver ended after 0.10 of 1 s: the client has unexpectedly closed the"
                + " connection");
  }

  @Test
  void whatGoesWrongAfterTheTrafficsTimeLosesNothing() {
    handle(send(1));
    ScriptedProcess process = host.awaitStart();
    process.connect();
    countFrom(0, process);
    process.print("iperf3: error - control socket has closed unexpectedly");
    process.exit(1);

    assertThat(outlet.untilReport().report()).isEqualTo(ended(1, End.SENDER, 10, Optional.empty()));
  }

  @Test
  void aPortThatIsTakenIsLeftoverState() {
    handle(receive(1));
    ScriptedProcess process = host.awaitStart();
    process.print(
        "iperf3: error - unable to start listener for connections: Address already in use");
    process.print("iperf3: exiting");
    process.exit(1);

    assertThat(failureOf(outlet.next(TrafficEnded.class)).kind())
        .isEqualTo(FailureKind.LEFTOVER_STATE);
  }

  @Test
  void aMissingToolIsSaidBeforeAnythingIsStarted() {
    restart();
    host.answer("iperf3 --version", 127, "");
    restart();

    handle(receive(1));

    assertThat(failureOf(outlet.next(TrafficEnded.class)).kind())
        .isEqualTo(FailureKind.TOOL_MISSING);
    assertThat(host.startedNothingMore()).isTrue();
  }

  @Test
  void aHostThatIsLostInTheMiddleIsUnreachable() {
    handle(send(1));
    ScriptedProcess process = host.awaitStart();
    process.connect();
    process.count(0, "");
    process.lose(Traffic.HOST, "the session was closed");

    RecordingOutlet.Told told = outlet.untilReport();

    assertThat(told.samples()).hasSize(1);
    assertThat(failureOf((TrafficEnded) told.report()))
        .satisfies(
            failure -> {
              assertThat(failure.kind()).isEqualTo(FailureKind.HOST_UNREACHABLE);
              assertThat(failure.message()).contains("the session was closed");
            });
  }

  @Test
  void aHostThatIsLostBeforeTheStartIsUnreachable() {
    host.losesEverything("connection refused");

    handle(send(1));

    assertThat(failureOf(outlet.next(TrafficEnded.class)).kind())
        .isEqualTo(FailureKind.HOST_UNREACHABLE);
  }

  @Test
  void trafficThatStallsToItsEndAndThenHangsIsMeasuredWithZeros() {
    handle(receive(1));
    ScriptedProcess process = host.awaitStart();
    process.listen();
    outlet.next(ReceiverReady.class);
    process.connect();
    for (int index = 0; index < 14; index++) {
      process.stall(index);
    }

    RecordingOutlet.Told told = outlet.untilReport();

    assertThat(process.asked()).isDone();
    assertThat(told.samples())
        .hasSize(10)
        .allSatisfy(sample -> assertThat(sample.bytes()).isZero());
    assertThat(told.report()).isEqualTo(ended(1, End.RECEIVER, 10, Optional.empty()));
  }

  @Test
  void aReceiverThatDoesNotListenIsEnded() {
    restart(withListening(Duration.ofMillis(20)));
    handle(receive(1));
    ScriptedProcess process = host.awaitStart();

    Failure failure = failureOf(outlet.next(TrafficEnded.class));

    assertThat(process.asked()).isDone();
    assertThat(failure.kind()).isEqualTo(FailureKind.TRAFFIC_FAILED);
    assertThat(failure.message()).isEqualTo("the receiver did not listen within 0 s");
  }

  @Test
  void theDeadlineRunsFromWhenTheCommandWasSent() {
    handle(receive(1), Duration.ofSeconds(60).minusMillis(300));
    ScriptedProcess process = host.awaitStart();
    assertThat(process.limit()).isLessThan(Duration.ofSeconds(3));
    process.listen();
    outlet.next(ReceiverReady.class);

    assertThat(failureOf(outlet.next(TrafficEnded.class)).kind())
        .isEqualTo(FailureKind.DEADLINE_PASSED);
    assertThat(process.asked()).isDone();
  }

  @Test
  void aCommandThatComesAfterItsDeadlineStartsNothing() {
    handle(receive(1), Duration.ofSeconds(61));

    assertThat(failureOf(outlet.next(TrafficEnded.class)).kind())
        .isEqualTo(FailureKind.DEADLINE_PASSED);
    assertThat(host.startedNothingMore()).isTrue();
  }

  @Test
  void theSameCommandAgainIsAnsweredByTheSameReportsAgain() {
    handle(receive(1));
    ScriptedProcess process = host.awaitStart();
    process.listen();
    Report ready = outlet.next(ReceiverReady.class);

    handle(receive(1));
    assertThat(outlet.next(ReceiverReady.class)).isEqualTo(ready);

    process.connect();
    countFrom(0, process);
    process.exit(0);
    Report ended = outlet.untilReport().report();
    restart();
    handle(receive(1));

    assertThat(outlet.next(ReceiverReady.class)).isEqualTo(ready);
    assertThat(outlet.next(TrafficEnded.class)).isEqualTo(ended);
    assertThat(host.startedNothingMore()).isTrue();
  }

  @Test
  void theSameAttemptWithAnotherContentIsAConflict() {
    handle(receive(1));
    host.awaitStart().listen();
    outlet.next(ReceiverReady.class);

    handle(new StartReceiver(Traffic.end(Traffic.of(2, 0.1))));

    assertThat(failureOf(outlet.next(TrafficEnded.class)).kind()).isEqualTo(FailureKind.CONFLICT);
    assertThat(host.startedNothingMore()).isTrue();
  }

  @Test
  void stopEndsWhatTheAttemptStartedHere() {
    handle(receive(1));
    ScriptedProcess process = host.awaitStart();
    process.listen();
    outlet.next(ReceiverReady.class);

    handle(new StopTraffic(Traffic.attempt(1), Traffic.HOST));

    assertThat(outlet.next(TrafficStopped.class))
        .isEqualTo(new TrafficStopped(Traffic.attempt(1), Traffic.HOST, Optional.empty()));
    assertThat(process.asked()).isDone();
  }

  @Test
  void stopIsAnsweredWhereNothingRuns() {
    StopTraffic stop = new StopTraffic(Traffic.attempt(1), Traffic.HOST);
    handle(stop);
    Report stopped = outlet.next(TrafficStopped.class);

    handle(stop);

    assertThat(outlet.next(TrafficStopped.class)).isEqualTo(stopped);
  }

  @Test
  void nothingIsStartedForAnAttemptThatWasStopped() {
    handle(new StopTraffic(Traffic.attempt(1), Traffic.HOST));
    outlet.next(TrafficStopped.class);

    handle(send(1));

    assertThat(failureOf(outlet.next(TrafficEnded.class)).kind()).isEqualTo(FailureKind.CONFLICT);
    assertThat(host.startedNothingMore()).isTrue();
  }

  @Test
  void stopDoesNotTouchAnotherAttempt() {
    handle(receive(2));
    ScriptedProcess other = host.awaitStart();
    other.listen();
    outlet.next(ReceiverReady.class);

    handle(new StopTraffic(Traffic.attempt(1), Traffic.HOST));

    outlet.next(TrafficStopped.class);
    assertThat(other.asked()).isNotDone();
  }

  @Test
  void whatDoesNotEndWhenAskedIsKilledByItsProcessId() {
    restart(withEnding(Duration.ofMillis(20)));
    host.processesIgnoreStop();
    handle(receive(1));
    ScriptedProcess process = host.awaitStart();
    process.listen();
    outlet.next(ReceiverReady.class);
    shows(process);

    handle(new StopTraffic(Traffic.attempt(1), Traffic.HOST));

    assertThat(outlet.next(TrafficStopped.class).failure()).isEmpty();
    assertThat(host.ran()).contains("kill -TERM " + process.processId());
  }

  @Test
  void whatCannotBeKilledIsReportedAndTriedAgain() {
    restart(withEnding(Duration.ofMillis(20)));
    host.processesIgnoreStop();
    handle(receive(1));
    ScriptedProcess process = host.awaitStart();
    process.listen();
    outlet.next(ReceiverReady.class);
    shows(process);
    String goneYet = "test ! -e /proc/" + process.processId() + "/exe";
    host.answer(goneYet, 1, "");
    StopTraffic stop = new StopTraffic(Traffic.attempt(1), Traffic.HOST);
    handle(stop);
    assertThat(outlet.next(TrafficStopped.class).failure().map(Failure::kind))
        .contains(FailureKind.LEFTOVER_STATE);

    host.answer(goneYet, 0, "");
    handle(stop);

    assertThat(outlet.next(TrafficStopped.class).failure()).isEmpty();
  }

  @Test
  void whatAKilledProbeLeftIsEndedAndReported() {
    handle(receive(1));
    ScriptedProcess process = host.awaitStart();
    process.listen();
    outlet.next(ReceiverReady.class);
    shows(process);

    forgetWithoutClosing();

    assertThat(failureOf(outlet.next(TrafficEnded.class)).message())
        .isEqualTo("the probe ended while the traffic ran, and has begun again");
    assertThat(host.ran()).contains("kill -TERM " + process.processId());
  }

  @Test
  void aProcessThatOnlyHasTheIdIsLeftAlone() {
    handle(receive(1));
    ScriptedProcess process = host.awaitStart();
    process.listen();
    outlet.next(ReceiverReady.class);
    host.answer("cat /proc/" + process.processId() + "/cmdline", 0, "sshd\0-D\0");

    forgetWithoutClosing();

    outlet.next(TrafficEnded.class);
    assertThat(host.ran()).noneMatch(argv -> argv.startsWith("kill"));
  }

  @Test
  void whatWasStartedButNotYetWrittenDownIsFoundByItsCommandLine() {
    host.failsAfterStarting();
    handle(receive(1));
    ScriptedProcess process = host.awaitStart();
    assertThat(failureOf(outlet.next(TrafficEnded.class)).kind()).isEqualTo(FailureKind.INTERNAL);
    host.answer("pidof iperf3", 0, "77 " + process.processId() + "\n");
    host.answer("cat /proc/77/cmdline", 0, "iperf3\0-s\0");
    shows(process);

    handle(receive(2));
    host.awaitStart();

    assertThat(host.ran())
        .contains("kill -TERM " + process.processId())
        .doesNotContain("kill -TERM 77");
  }

  @Test
  void nothingIsStartedWhereItCannotBeToldWhetherSomethingWasLeft() {
    host.failsAfterStarting();
    handle(receive(1));
    host.awaitStart();
    outlet.next(TrafficEnded.class);
    host.answer("pidof iperf3", 127, "");

    handle(receive(2));

    assertThat(failureOf(outlet.next(TrafficEnded.class)))
        .satisfies(
            failure -> {
              assertThat(failure.kind()).isEqualTo(FailureKind.LEFTOVER_STATE);
              assertThat(failure.command()).containsExactly("pidof", "iperf3");
            });
    assertThat(host.startedNothingMore()).isTrue();
  }

  @Test
  void aHostThatIsAwayWhenTheProbeBeginsAgainIsCleanedWhenItIsBack() {
    handle(receive(1));
    ScriptedProcess process = host.awaitStart();
    process.listen();
    outlet.next(ReceiverReady.class);
    shows(process);
    host.losesEverything("connection timed out");

    forgetWithoutClosing();
    assertThat(failureOf(outlet.next(TrafficEnded.class)).kind())
        .isEqualTo(FailureKind.HOST_UNREACHABLE);
    host.isBack();
    handle(receive(2));
    host.awaitStart();

    assertThat(host.ran()).contains("kill -TERM " + process.processId());
  }

  @Test
  void endsWhatRunsWhenItIsClosed() {
    handle(send(1));
    ScriptedProcess process = host.awaitStart();
    process.connect();

    close();

    assertThat(process.asked()).isDone();
    assertThat(failureOf(outlet.next(TrafficEnded.class)).message())
        .isEqualTo("the probe was ended while the sender ran");
    opened = Optional.empty();
  }

  private TrafficService service(TrafficBounds bounds) {
    return new TrafficService(
        List.of(host),
        state,
        outlet,
        new TrafficMetrics(new SimpleMeterRegistry(), InstantSource.fixed(NOW)),
        new MachineOfHosts(OptionalDouble::empty, List.of()),
        bounds,
        InstantSource.fixed(NOW));
  }

  private void restart() {
    restart(BOUNDS);
  }

  private void restart(TrafficBounds bounds) {
    close();
    opened = Optional.of(service(bounds));
  }

  /** As after kill -9: the service of before is not asked to end anything. */
  private void forgetWithoutClosing() {
    opened = Optional.of(service(BOUNDS));
  }

  private void handle(ProbeCommand command) {
    handle(command, Duration.ZERO);
  }

  private void handle(ProbeCommand command, Duration age) {
    opened.orElseThrow().handle(command, age).orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** The host's process list has the process. */
  private void shows(ScriptedProcess process) {
    host.answer(
        "cat /proc/" + process.processId() + "/cmdline",
        0,
        String.join("\0", process.argv()) + "\0");
  }

  private static void countFrom(int first, ScriptedProcess process) {
    for (int index = first; index < 10; index++) {
      process.count(index, "");
    }
  }

  private static TrafficBounds withListening(Duration listening) {
    return new TrafficBounds(
        BOUNDS.toolVersion(), listening, BOUNDS.connecting(), BOUNDS.grace(), BOUNDS.ending());
  }

  private static TrafficBounds withEnding(Duration ending) {
    return new TrafficBounds(
        BOUNDS.toolVersion(), BOUNDS.listening(), BOUNDS.connecting(), BOUNDS.grace(), ending);
  }

  private static StartReceiver receive(int attempt) {
    return new StartReceiver(
        Traffic.end(Traffic.attempt(attempt), ONE_SECOND, Duration.ofSeconds(60)));
  }

  private static StartSender send(int attempt) {
    return new StartSender(
        Traffic.end(Traffic.attempt(attempt), ONE_SECOND, Duration.ofSeconds(60)));
  }

  private static TrafficEnded ended(int attempt, End end, int samples, Optional<Failure> failure) {
    return new TrafficEnded(
        Traffic.attempt(attempt),
        Traffic.HOST,
        end,
        samples,
        failure,
        Optional.of(
            new TrafficConditions(
                "iperf 3.12 (cJSON 1.7.15)", OptionalDouble.empty(), Optional.empty())));
  }

  private static Failure failureOf(TrafficEnded ended) {
    return ended.failure().orElseThrow(() -> new AssertionError("no failure: " + ended));
  }
}
