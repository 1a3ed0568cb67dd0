package org.tunnelbench.throughputprobe.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.Report.ReceiverReady;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.Counters;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.throughputprobe.Traffic;

/** What is told of traffic that runs, and of what goes wrong with it, on a scripted host. */
class TrafficServiceTest {
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
  void tellsOfAReceiverAsItRuns() {
    probe.handle(ScriptedProbe.receive(1));
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
                ScriptedProbe.NOW));
    process.countFrom(1);
    process.exit(0);
    assertThat(outlet.untilReport())
        .satisfies(
            told -> {
              assertThat(told.samples()).extracting(TrafficSample::index).hasSize(9).endsWith(9);
              assertThat(told.report())
                  .isEqualTo(ScriptedProbe.ended(1, End.RECEIVER, 10, Optional.empty()));
            });
  }

  @Test
  void tellsOfASenderWithItsRetransmits() {
    probe.handle(ScriptedProbe.send(1));
    ScriptedProcess process = host.awaitStart();
    assertThat(process.argv()).startsWith("iperf3", "-c", "198.18.0.2", "-B", "198.18.0.1");
    process.connect();

    process.count(0, "    3    895 KBytes");

    assertThat(outlet.next(TrafficSample.class).retransmits()).hasValue(3);
  }

  @Test
  void aSampleHasTheCountersThatWereReadSinceTheOneBefore() {
    probe.handle(ScriptedProbe.send(1));
    ScriptedProcess process = host.awaitStart();
    ScriptedProcess counting = host.awaitCounting();
    assertThat(counting.argv()).contains("10.0.0.101").endsWith("tb", "-tun");
    process.connect();

    counting.print("counters 7.5 xfrm_state=4 avg10=0.50");
    process.count(0, "");
    process.count(1, "");
    process.countFrom(2);
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
    probe.handle(ScriptedProbe.send(1));
    ScriptedProcess process = host.awaitStart();
    process.print("iperf3: error - unable to connect to server: Connection refused");
    process.exit(1);

    Failure failure = ScriptedProbe.failureOf(outlet.next(TrafficEnded.class));

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
    ScriptedProcess process = probe.listens(ScriptedProbe.receive(1));
    process.connect();
    process.count(0, "");
    process.print("iperf3: the client has unexpectedly closed the connection");
    process.exit(0);

    assertThat(ScriptedProbe.failureOf((TrafficEnded) outlet.untilReport().report()).message())
        .isEqualTo(
            "the receiver ended after 0.10 of 1 s: the client has unexpectedly closed the"
                + " connection");
  }

  @Test
  void whatGoesWrongAfterTheTrafficsTimeLosesNothing() {
    probe.handle(ScriptedProbe.send(1));
    ScriptedProcess process = host.awaitStart();
    process.connect();
    process.countFrom(0);
    process.print("iperf3: error - control socket has closed unexpectedly");
    process.exit(1);

    assertThat(outlet.untilReport().report())
        .isEqualTo(ScriptedProbe.ended(1, End.SENDER, 10, Optional.empty()));
  }

  @Test
  void aPortThatIsTakenIsLeftoverState() {
    probe.handle(ScriptedProbe.receive(1));
    ScriptedProcess process = host.awaitStart();
    process.print(
        "iperf3: error - unable to start listener for connections: Address already in use");
    process.print("iperf3: exiting");
    process.exit(1);

    assertThat(ScriptedProbe.failureOf(outlet.next(TrafficEnded.class)).kind())
        .isEqualTo(FailureKind.LEFTOVER_STATE);
  }

  @Test
  void aMissingToolIsSaidBeforeAnythingIsStarted() {
    probe.restart();
    host.answer("iperf3 --version", 127, "");
    probe.restart();

    probe.handle(ScriptedProbe.receive(1));

    assertThat(ScriptedProbe.failureOf(outlet.next(TrafficEnded.class)).kind())
        .isEqualTo(FailureKind.TOOL_MISSING);
    assertThat(host.startedNothingMore()).isTrue();
  }

  @Test
  void aHostThatIsLostInTheMiddleIsUnreachable() {
    probe.handle(ScriptedProbe.send(1));
    ScriptedProcess process = host.awaitStart();
    process.connect();
    process.count(0, "");
    process.lose(Traffic.HOST, "the session was closed");

    RecordingOutlet.Told told = outlet.untilReport();

    assertThat(told.samples()).hasSize(1);
    assertThat(ScriptedProbe.failureOf((TrafficEnded) told.report()))
        .satisfies(
            failure -> {
              assertThat(failure.kind()).isEqualTo(FailureKind.HOST_UNREACHABLE);
              assertThat(failure.message()).contains("the session was closed");
            });
  }

  @Test
  void aHostThatIsLostBeforeTheStartIsUnreachable() {
    host.losesEverything("connection refused");

    probe.handle(ScriptedProbe.send(1));

    assertThat(ScriptedProbe.failureOf(outlet.next(TrafficEnded.class)).kind())
        .isEqualTo(FailureKind.HOST_UNREACHABLE);
  }

  @Test
  void trafficThatStallsToItsEndAndThenHangsIsMeasuredWithZeros() {
    ScriptedProcess process = probe.listens(ScriptedProbe.receive(1));
    process.connect();
    for (int index = 0; index < 14; index++) {
      process.stall(index);
    }

    RecordingOutlet.Told told = outlet.untilReport();

    assertThat(process.asked()).isDone();
    assertThat(told.samples())
        .hasSize(10)
        .allSatisfy(sample -> assertThat(sample.bytes()).isZero());
    assertThat(told.report()).isEqualTo(ScriptedProbe.ended(1, End.RECEIVER, 10, Optional.empty()));
  }

  @Test
  void aReceiverThatDoesNotListenIsEnded() {
    probe.restart(ScriptedProbe.withListening(Duration.ofMillis(20)));
    probe.handle(ScriptedProbe.receive(1));
    ScriptedProcess process = host.awaitStart();

    Failure failure = ScriptedProbe.failureOf(outlet.next(TrafficEnded.class));

    assertThat(process.asked()).isDone();
    assertThat(failure.kind()).isEqualTo(FailureKind.TRAFFIC_FAILED);
    assertThat(failure.message()).isEqualTo("the receiver did not listen within 0 s");
  }

  @Test
  void endsWhatRunsWhenItIsClosed() {
    probe.handle(ScriptedProbe.send(1));
    ScriptedProcess process = host.awaitStart();
    process.connect();

    probe.close();

    assertThat(process.asked()).isDone();
    assertThat(ScriptedProbe.failureOf(outlet.next(TrafficEnded.class)).message())
        .isEqualTo("the probe was ended while the sender ran");
  }
}
