package org.tunnelbench.throughputprobe.traffic;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.ProbeCommand.StartReceiver;
import org.tunnelbench.contract.message.ProbeCommand.StartSender;
import org.tunnelbench.contract.message.Report.ReceiverReady;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.TrafficConditions;
import org.tunnelbench.throughputprobe.Traffic;
import org.tunnelbench.throughputprobe.counters.MachineOfHosts;
import org.tunnelbench.throughputprobe.metrics.TrafficMetrics;

/** The service with one host, whose answers and faults are scripted, and what it tells. */
final class ScriptedProbe implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static final TrafficSpec ONE_SECOND = Traffic.of(1, 0.1);
  private static final TrafficBounds BOUNDS =
      new TrafficBounds(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofMillis(50),
          Duration.ofSeconds(5));

  private final ScriptedHost host;
  private final RecordingOutlet outlet;
  private final Path state;
  private TrafficService service;

  ScriptedProbe(ScriptedHost host, RecordingOutlet outlet, Path state) {
    this.host = host;
    this.outlet = outlet;
    this.state = state;
    service = service(BOUNDS);
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

  void handle(ProbeCommand command) {
    handle(command, Duration.ZERO);
  }

  void handle(ProbeCommand command, Duration age) {
    service.handle(command, age).orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** Starts a receiver, which listens. */
  ScriptedProcess listens(StartReceiver command) {
    handle(command);
    ScriptedProcess process = host.awaitStart();
    process.listen();
    outlet.next(ReceiverReady.class);
    return process;
  }

  void restart() {
    restart(BOUNDS);
  }

  void restart(TrafficBounds bounds) {
    close();
    service = service(bounds);
  }

  /** As after kill -9: the service of before is not asked to end anything. */
  void isKilledAndBeginsAgain() {
    service = service(BOUNDS);
  }

  @Override
  public void close() {
    service.close();
  }

  static TrafficBounds withListening(Duration listening) {
    return new TrafficBounds(
        BOUNDS.toolVersion(), listening, BOUNDS.connecting(), BOUNDS.grace(), BOUNDS.ending());
  }

  static TrafficBounds withEnding(Duration ending) {
    return new TrafficBounds(
        BOUNDS.toolVersion(), BOUNDS.listening(), BOUNDS.connecting(), BOUNDS.grace(), ending);
  }

  static StartReceiver receive(int attempt) {
    return new StartReceiver(
        Traffic.end(Traffic.attempt(attempt), ONE_SECOND, Duration.ofSeconds(60)));
  }

  static StartSender send(int attempt) {
    return new StartSender(
        Traffic.end(Traffic.attempt(attempt), ONE_SECOND, Duration.ofSeconds(60)));
  }

  static TrafficEnded ended(int attempt, End end, int samples, Optional<Failure> failure) {
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

  static Failure failureOf(TrafficEnded ended) {
    return ended.failure().orElseThrow(() -> new AssertionError("no failure: " + ended));
  }
}
