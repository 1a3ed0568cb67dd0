package org.tunnelbench.throughputprobe.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.experiment.AdaptiveLength;
import org.tunnelbench.contract.experiment.Direction;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.experiment.Transport;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.HostOptions;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.ProbeCommand.EndTraffic;
import org.tunnelbench.contract.message.ProbeCommand.StartReceiver;
import org.tunnelbench.contract.message.ProbeCommand.StartSender;
import org.tunnelbench.contract.message.ProbeCommand.StopTraffic;
import org.tunnelbench.contract.message.ProbeCommand.TrafficEnd;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Report.ReceiverReady;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.message.Report.TrafficStopped;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostAccesses;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.throughputprobe.RealIperf3;
import org.tunnelbench.throughputprobe.Traffic;
import org.tunnelbench.throughputprobe.counters.MachineOfHosts;
import org.tunnelbench.throughputprobe.metrics.TrafficMetrics;

/**
 * The service with real iperf3 on this machine, which plays both hosts:
 *
 * <pre>
 *   sender ── 127.0.0.1 ──▶ receiver
 * </pre>
 */
class LoopbackTrafficTest {
  private static final HostName SENDER = new HostName("sender");
  private static final HostName RECEIVER = new HostName("receiver");
  private static final Ipv4Address LOOPBACK = new Ipv4Address("127.0.0.1");

  @TempDir Path state;

  private final RecordingOutlet outlet = new RecordingOutlet();

  /** The receiver's entry gives its tool a path; the sender's is where the PATH has it. */
  private final List<HostAccess> accesses =
      List.of(
          open(SENDER, HostOptions.NONE),
          open(RECEIVER, new HostOptions(Map.of("iperf3", RealIperf3.path().toString()), false)));

  private final int port = freePort();
  private Optional<TrafficService> service = Optional.empty();

  @BeforeAll
  static void needsIperf3() {
    RealIperf3.require();
  }

  @BeforeEach
  void open() {
    service = Optional.of(service());
  }

  @AfterEach
  void close() {
    service.ifPresent(TrafficService::close);
    accesses.forEach(HostAccess::close);
  }

  @Test
  void bothEndsCountTheSameTraffic() {
    Measured measured = measure(Traffic.of(2, 0.1, 1, OptionalLong.of(80_000_000)));

    assertThat(measured.failures()).isEmpty();
    assertThat(measured.bytes(End.RECEIVER)).isBetween(16_000_000L, 24_000_000L);
    assertThat(measured.bytes(End.SENDER)).isBetween(16_000_000L, 24_000_000L);
    assertThat(measured.indices(End.RECEIVER)).isSubsetOf(indices(20)).hasSizeGreaterThan(15);
    assertThat(measured.indices(End.SENDER)).isSubsetOf(indices(20)).hasSizeGreaterThan(15);
    assertThat(measured.of(End.SENDER))
        .allSatisfy(sample -> assertThat(sample.retransmits()).isPresent());
  }

  /** This machine's bash, by /dev/udp. */
  @Test
  void aShellMakesTrafficOfSeveralStreams() {
    TrafficSpec one = Traffic.by(TrafficSpec.SHELL, 1, 0.2);
    Measured measured =
        measure(
            new TrafficSpec(
                one.tool(), one.seconds(), one.interval(), 2, one.direction(), one.rateLimit()));

    assertThat(measured.failures()).isEmpty();
    assertThat(measured.bytes(End.RECEIVER)).isPositive();
    assertThat(measured.indices(End.RECEIVER)).isSubsetOf(indices(5)).hasSizeGreaterThan(3);
  }

  @Test
  void theLimitHoldsForAllStreamsTogether() {
    Measured measured = measure(Traffic.of(2, 0.5, 4, OptionalLong.of(80_000_000)));

    assertThat(measured.failures()).isEmpty();
    assertThat(measured.bytes(End.RECEIVER)).isBetween(16_000_000L, 24_000_000L);
  }

  @Test
  void bothDirectionsAtOnce() {
    Measured measured =
        measure(traffic(Direction.BOTH, OptionalLong.of(40_000_000), Transport.TCP));

    assertThat(measured.failures()).isEmpty();
    for (End end : End.values()) {
      assertThat(measured.bytes(end)).isBetween(8_000_000L, 12_500_000L);
      assertThat(
              measured.of(end).stream().mapToLong(sample -> sample.oppositeBytes().orElse(0)).sum())
          .isBetween(8_000_000L, 12_500_000L);
    }
  }

  @Test
  void datagramsAtARate() {
    Measured measured =
        measure(traffic(Direction.FORWARD, OptionalLong.of(40_000_000), Transport.UDP));

    assertThat(measured.failures()).isEmpty();
    assertThat(measured.bytes(End.SENDER)).isBetween(8_000_000L, 12_500_000L);
    assertThat(measured.of(End.RECEIVER))
        .allSatisfy(sample -> assertThat(sample.lostDatagrams()).isPresent());
    assertThat(measured.of(End.SENDER))
        .allSatisfy(sample -> assertThat(sample.retransmits()).isEmpty());
  }

  private static TrafficSpec traffic(Direction direction, OptionalLong rate, Transport transport) {
    return new TrafficSpec(
        TrafficSpec.IPERF3, 2, Duration.ofMillis(500), 1, direction, rate, transport, false);
  }

  @Test
  void samplesArriveWhileTheTrafficRuns() {
    TrafficSpec traffic = Traffic.of(30, 0.1, 1, OptionalLong.of(8_000_000));
    handle(new StartReceiver(end(RECEIVER, traffic)));
    outlet.next(ReceiverReady.class);
    handle(new StartSender(end(SENDER, traffic)));

    assertThat(outlet.next(TrafficSample.class).index()).isZero();
  }

  @Test
  void trafficThatIsEnoughEndsBeforeItsTimeAndIsMeasured() {
    TrafficSpec fixed = Traffic.of(30, 0.1, 1, OptionalLong.of(8_000_000));
    TrafficSpec traffic =
        new TrafficSpec(
            fixed.tool(),
            fixed.seconds(),
            fixed.interval(),
            fixed.streams(),
            fixed.direction(),
            fixed.rateLimit(),
            fixed.transport(),
            fixed.latency(),
            Optional.of(new AdaptiveLength(0.02, 10)));
    TrafficEnd receiver = end(RECEIVER, traffic);
    handle(new StartReceiver(receiver));
    outlet.next(ReceiverReady.class);
    TrafficEnd sender = end(SENDER, traffic);
    handle(new StartSender(sender));
    TrafficSample before = outlet.next(TrafficSample.class);

    handle(new EndTraffic(sender.attempt(), SENDER));
    handle(new EndTraffic(receiver.attempt(), RECEIVER));

    Measured measured = Measured.untilBothEnded(outlet, before);
    assertThat(measured.failures()).isEmpty();
    assertThat(measured.of(End.RECEIVER)).hasSizeLessThan(100);
    assertThat(measured.of(End.SENDER)).hasSizeLessThan(100);
  }

  @Test
  void aSenderWithoutReceiverFails() {
    handle(new StartSender(end(SENDER, Traffic.of(1, 0.1))));

    assertThat(outlet.next(TrafficEnded.class).failure())
        .hasValueSatisfying(
            failure -> {
              assertThat(failure.kind()).isEqualTo(FailureKind.TRAFFIC_FAILED);
              assertThat(failure.message()).contains("Connection refused");
            });
  }

  @Test
  void twoReceiversOnOnePortAreLeftoverState() {
    TrafficEnd end = end(RECEIVER, Traffic.of(1, 0.1));
    handle(new StartReceiver(end));
    outlet.next(ReceiverReady.class);

    handle(new StartReceiver(end(SENDER, Traffic.of(1, 0.1))));

    assertThat(outlet.next(TrafficEnded.class).failure())
        .hasValueSatisfying(
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.LEFTOVER_STATE));
  }

  @Test
  void whenOneEndIsKilledTheOtherFailsSoon() throws Exception {
    TrafficSpec traffic = Traffic.of(30, 0.1, 1, OptionalLong.of(8_000_000));
    handle(new StartReceiver(end(RECEIVER, traffic)));
    outlet.next(ReceiverReady.class);
    handle(new StartSender(end(SENDER, traffic)));
    outlet.next(TrafficSample.class);

    signal("-KILL", receiverCommandLine());

    assertThat(List.of(outlet.untilReport().report(), outlet.untilReport().report()))
        .allSatisfy(report -> assertThat(((TrafficEnded) report).failure()).isPresent())
        .extracting(Report::host)
        .containsExactlyInAnyOrder(SENDER, RECEIVER);
  }

  @Test
  void trafficThatStallsAndEndsThatHangAreMeasuredWithZeros() throws Exception {
    TrafficSpec traffic = Traffic.of(2, 0.1, 1, OptionalLong.of(8_000_000));
    handle(new StartReceiver(end(RECEIVER, traffic)));
    outlet.next(ReceiverReady.class);
    handle(new StartSender(end(SENDER, traffic)));
    TrafficSample before = outlet.next(TrafficSample.class);

    signal("-STOP", senderCommandLine());

    Measured measured = Measured.untilBothEnded(outlet, before);
    assertThat(measured.failures()).isEmpty();
    assertThat(measured.indices(End.RECEIVER)).contains(15, 16, 17, 18, 19);
    assertThat(measured.of(End.RECEIVER))
        .filteredOn(sample -> sample.index() >= 15)
        .allSatisfy(sample -> assertThat(sample.bytes()).isZero());
  }

  @Test
  void stopLeavesNothingRunning() throws Exception {
    handle(new StartReceiver(end(RECEIVER, Traffic.of(30, 0.1))));
    outlet.next(ReceiverReady.class);

    handle(new StopTraffic(Traffic.attempt(1), RECEIVER));

    assertThat(outlet.next(TrafficStopped.class).failure()).isEmpty();
    assertThat(processes(receiverCommandLine())).isEmpty();
  }

  @Test
  void whatAKilledProbeLeftRunningIsEnded() throws Exception {
    handle(new StartReceiver(end(RECEIVER, Traffic.of(30, 0.1))));
    outlet.next(ReceiverReady.class);
    assertThat(processes(receiverCommandLine())).hasSize(1);

    service = Optional.of(service());

    assertThat(outlet.untilReport().report())
        .isInstanceOfSatisfying(
            TrafficEnded.class, ended -> assertThat(ended.failure()).isPresent());
    assertThat(processes(receiverCommandLine())).isEmpty();
  }

  private Measured measure(TrafficSpec traffic) {
    handle(new StartReceiver(end(RECEIVER, traffic)));
    outlet.next(ReceiverReady.class);
    handle(new StartSender(end(SENDER, traffic)));
    return Measured.untilBothEnded(outlet);
  }

  private void handle(ProbeCommand command) {
    service.orElseThrow().handle(command, Duration.ZERO).join();
  }

  private TrafficService service() {
    return new TrafficService(
        accesses,
        state,
        outlet,
        new TrafficMetrics(new SimpleMeterRegistry(), InstantSource.system()),
        new MachineOfHosts(OptionalDouble::empty, List.of()),
        new TrafficBounds(
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20)),
        InstantSource.system());
  }

  private TrafficEnd end(HostName host, TrafficSpec traffic) {
    return new TrafficEnd(
        Traffic.attempt(1),
        host,
        LOOPBACK,
        LOOPBACK,
        port,
        traffic,
        Duration.ofSeconds(60),
        Map.of());
  }

  private String receiverCommandLine() {
    return "iperf3 -s -1 -B 127.0.0.1 -p " + port + " ";
  }

  private String senderCommandLine() {
    return "iperf3 -c 127.0.0.1 -B 127.0.0.1 -p " + port + " ";
  }

  private static List<ProcessHandle> processes(String commandLine) {
    return ProcessHandle.allProcesses()
        .filter(process -> isIperf(process.info(), commandLine))
        .toList();
  }

  /** Takes what was read of a process once: one that ends has no arguments any more. */
  private static boolean isIperf(ProcessHandle.Info process, String commandLine) {
    return process.command().orElse("").endsWith("iperf3")
        && process
            .arguments()
            .map(arguments -> "iperf3 " + String.join(" ", arguments) + " ")
            .filter(line -> line.startsWith(commandLine))
            .isPresent();
  }

  private void signal(String signal, String commandLine) throws Exception {
    for (ProcessHandle process : processes(commandLine)) {
      accesses
          .getFirst()
          .run(
              new Batch(
                  List.of(new HostStep.Run(List.of("kill", signal, Long.toString(process.pid())))),
                  Batch.WhenOneFails.STOP),
              Duration.ofSeconds(10));
    }
  }

  private static HostAccess open(HostName name, HostOptions options) {
    return HostAccesses.open(
        new HostEntry(
            name, HostKind.LOCAL, LOOPBACK, Optional.empty(), Optional.empty(), Map.of(), options));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Integer> indices(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
