package org.tunnelbench.throughputprobe.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.experiment.Direction;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.experiment.Transport;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.ProbeCommand.StartReceiver;
import org.tunnelbench.contract.message.ProbeCommand.StartSender;
import org.tunnelbench.contract.message.ProbeCommand.TrafficEnd;
import org.tunnelbench.contract.message.Report.ReceiverReady;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.message.Report.TrafficStopped;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostAccesses;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.guest.Lab;
import org.tunnelbench.lab.run.LabFolders;
import org.tunnelbench.throughputprobe.Traffic;
import org.tunnelbench.throughputprobe.counters.MachineOfHosts;
import org.tunnelbench.throughputprobe.metrics.TrafficMetrics;

/**
 * The service on two guests with Linux 5.10, reached by SSH:
 *
 * <pre>
 *   linux-5.10-a ══ underlay, or gretap over it ══▶ linux-5.10-b
 * </pre>
 */
@Timeout(300)
class GuestTrafficTest {
  private static final String KERNEL = "5.10";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Ipv4Address INNER_SENDER = new Ipv4Address("198.18.0.1");
  private static final Ipv4Address INNER_RECEIVER = new Ipv4Address("198.18.0.2");

  private static Optional<Lab> lab = Optional.empty();

  @TempDir Path state;

  private final RecordingOutlet outlet = new RecordingOutlet();
  private final HostEntry sender = lab().guests().fleet().hosts().getFirst();
  private final HostEntry receiver = lab().guests().fleet().hosts().getLast();
  private final List<HostAccess> accesses =
      List.of(HostAccesses.open(sender), HostAccesses.open(receiver));
  private Optional<TrafficService> service = Optional.empty();

  @BeforeAll
  static void boot() throws InterruptedException {
    try {
      lab =
          Optional.of(
              Lab.start(
                  LabFolders.ofThisProcess(), List.of(KERNEL), System.out::println, exit -> {}));
    } catch (LabException e) {
      Assumptions.abort("no guests with Linux " + KERNEL + ": " + e.getMessage());
    }
  }

  @AfterAll
  static void end() throws LabException {
    if (lab.isPresent()) {
      lab.get().close();
    }
  }

  @BeforeEach
  void open() {
    service =
        Optional.of(
            new TrafficService(
                accesses,
                state,
                outlet,
                new TrafficMetrics(new SimpleMeterRegistry(), InstantSource.system()),
                new MachineOfHosts(OptionalDouble::empty, List.of()),
                TrafficBounds.DEFAULT,
                InstantSource.system()));
  }

  @AfterEach
  void close() {
    service.ifPresent(TrafficService::close);
    accesses.forEach(HostAccess::close);
  }

  @Test
  void countsTheUnderlaysTrafficAtBothEnds() {
    Measured measured = measure(1, sender.underlay(), receiver.underlay(), Traffic.of(3, 0.1));

    assertThat(measured.failures()).isEmpty();
    assertThat(measured.bytes(End.RECEIVER)).isPositive();
    assertThat(measured.of(End.RECEIVER)).hasSizeGreaterThan(15);
    assertThat(measured.of(End.SENDER))
        .hasSizeGreaterThan(15)
        .allSatisfy(sample -> assertThat(sample.retransmits()).isPresent());
    for (End end : End.values()) {
      assertThat(measured.of(end))
          .flatExtracting(sample -> sample.counters().stream().toList())
          .isNotEmpty()
          .allSatisfy(
              counters ->
                  assertThat(counters.byName())
                      .containsKeys("xfrm_state", "underlay_tx_packets", "cpu_busy_ms"));
    }
  }

  @Test
  void bothGuestsSendAtOnceAndTheirRoundTripsAreTimed() {
    Measured measured =
        measure(
            11,
            sender.underlay(),
            receiver.underlay(),
            new TrafficSpec(
                TrafficSpec.IPERF3,
                6,
                Duration.ofMillis(500),
                1,
                Direction.BOTH,
                OptionalLong.empty(),
                Transport.TCP,
                true));

    assertThat(measured.failures()).isEmpty();
    for (End end : End.values()) {
      assertThat(measured.bytes(end)).isPositive();
      assertThat(measured.of(end))
          .anySatisfy(sample -> assertThat(sample.oppositeBytes().orElse(0)).isPositive());
    }
    assertThat(measured.latency()).isPresent();
  }

  /** The guests' dash, and busybox's nc: there is neither bash nor, in this test, iperf3. */
  @Test
  void aShellMakesTrafficAndCountsItAtBothEnds() throws Exception {
    TrafficSpec traffic = Traffic.by(TrafficSpec.SHELL, 2, 0.2);

    Measured measured = measure(9, sender.underlay(), receiver.underlay(), traffic);

    assertThat(measured.failures()).isEmpty();
    assertThat(measured.of(End.RECEIVER)).hasSizeBetween(4, 10);
    assertThat(measured.of(End.SENDER)).hasSizeBetween(4, 10);
    assertThat(measured.bytes(End.RECEIVER)).isGreaterThan(100_000);
    assertThat(measured.bytes(End.SENDER)).isGreaterThan(100_000);
    for (HostAccess access : accesses) {
      requireNone(access, "dd");
      requireNone(access, "nc");
    }
  }

  @Test
  void aShellsTrafficEndsWhenItIsStopped() throws Exception {
    TrafficSpec traffic = Traffic.by(TrafficSpec.SHELL, 60, 0.2);
    handle(new StartReceiver(end(10, receiver, sender, traffic)));
    outlet.next(ReceiverReady.class);
    handle(new StartSender(end(10, sender, receiver, traffic)));
    outlet.next(TrafficSample.class);

    handle(new ProbeCommand.StopTraffic(Traffic.attempt(10), sender.name()));
    handle(new ProbeCommand.StopTraffic(Traffic.attempt(10), receiver.name()));
    assertThat(outlet.next(TrafficStopped.class).failure()).isEmpty();
    assertThat(outlet.next(TrafficStopped.class).failure()).isEmpty();

    for (HostAccess access : accesses) {
      requireNone(access, "dd");
      requireNone(access, "nc");
    }
  }

  /** A process that was killed a moment ago may be there for another. */
  private void requireNone(HostAccess access, String program) throws Exception {
    List<HostStep> steps =
        List.of(
            new HostStep.RunUntilItSucceeds(
                List.of("sh", "-c", "! pidof " + program), 50, Duration.ofMillis(100)));
    assertThat(access.run(new Batch(steps, Batch.WhenOneFails.STOP), LIMIT).firstFailure())
        .isEmpty();
  }

  /** 5.10.46 gives a gretap an MTU that is 14 bytes too large: full-sized segments are lost. */
  @Test
  void aGretapThatLosesEveryFullSizedSegmentIsMeasuredWithZeros() throws Exception {
    tunnel(accesses.getFirst(), sender, receiver, INNER_SENDER);
    tunnel(accesses.getLast(), receiver, sender, INNER_RECEIVER);
    untilItAnswers(accesses.getFirst(), INNER_RECEIVER);

    Measured measured = measure(2, INNER_SENDER, INNER_RECEIVER, Traffic.of(3, 0.1));

    assertThat(measured.failures()).isEmpty();
    assertThat(measured.of(End.RECEIVER)).hasSizeGreaterThan(25);
    assertThat(measured.bytes(End.RECEIVER)).isLessThan(200_000);
    for (HostAccess access : accesses) {
      run(access, "ip link delete tbprobe");
    }
  }

  @Test
  void aGuestThatCrashesInTheMiddleIsUnreachableAndServesAgainWhenItIsBack() throws Exception {
    TrafficSpec traffic = Traffic.of(60, 0.5);
    handle(new StartReceiver(end(3, receiver, sender, traffic)));
    outlet.next(ReceiverReady.class);
    handle(new StartSender(end(3, sender, receiver, traffic)));
    outlet.next(TrafficSample.class);

    lab().guests().crash(receiver.name());

    TrafficEnded lost = (TrafficEnded) outlet.untilReport().report();
    assertThat(lost.host()).isEqualTo(receiver.name());
    assertThat(lost.failure().map(Failure::kind)).contains(FailureKind.HOST_UNREACHABLE);
    lab().guests().restart(receiver.name());
    handle(new ProbeCommand.StopTraffic(Traffic.attempt(3), sender.name()));
    // The sender may have ended before that: a guest that is back resets a connection of its past.
    while (!(outlet.untilReport().report() instanceof TrafficStopped)) {}
    Measured measured = measure(4, sender.underlay(), receiver.underlay(), Traffic.of(1, 0.1));
    assertThat(measured.failures()).isEmpty();
  }

  private Measured measure(int attempt, Ipv4Address from, Ipv4Address to, TrafficSpec traffic) {
    handle(new StartReceiver(end(attempt, receiver, to, from, traffic)));
    outlet.next(ReceiverReady.class);
    handle(new StartSender(end(attempt, sender, from, to, traffic)));
    return Measured.untilBothEnded(outlet);
  }

  private void handle(ProbeCommand command) {
    service.orElseThrow().handle(command, Duration.ZERO).join();
  }

  private static TrafficEnd end(int attempt, HostEntry host, HostEntry peer, TrafficSpec traffic) {
    return end(attempt, host, host.underlay(), peer.underlay(), traffic);
  }

  private static TrafficEnd end(
      int attempt, HostEntry host, Ipv4Address address, Ipv4Address peer, TrafficSpec traffic) {
    return new TrafficEnd(
        Traffic.attempt(attempt),
        host.name(),
        address,
        peer,
        5201,
        traffic,
        Duration.ofMinutes(2),
        Map.of("kernel", KERNEL),
        Optional.of(host.underlay()));
  }

  private static void tunnel(HostAccess access, HostEntry host, HostEntry peer, Ipv4Address inner)
      throws Exception {
    run(
        access,
        "modprobe ip_gre",
        "ip link add tbprobe type gretap local %s remote %s"
            .formatted(host.underlay(), peer.underlay()),
        "ip address add %s/30 dev tbprobe".formatted(inner),
        "ip link set tbprobe up");
  }

  /**
   * A tunnel that stood before its other end did has heard by ICMP that there is none, and refuses
   * as many packets as it heard so often (err_count in the kernel's ip_tunnel_xmit).
   */
  private static void untilItAnswers(HostAccess access, Ipv4Address far) throws Exception {
    List<HostStep> steps =
        List.of(
            new HostStep.RunUntilItSucceeds(
                List.of("ping", "-c", "1", "-W", "1", far.toString()), 20, Duration.ofMillis(200)));
    assertThat(access.run(new Batch(steps, Batch.WhenOneFails.STOP), LIMIT).firstFailure())
        .isEmpty();
  }

  private static void run(HostAccess access, String... commands) throws Exception {
    List<HostStep> steps =
        Arrays.stream(commands)
            .<HostStep>map(words -> new HostStep.Run(List.of(words.split(" ", -1))))
            .toList();
    assertThat(access.run(new Batch(steps, Batch.WhenOneFails.STOP), LIMIT).firstFailure())
        .isEmpty();
  }

  private static Lab lab() {
    return lab.orElseThrow();
  }
}
