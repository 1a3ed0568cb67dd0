package org.tunnelbench.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tunnelbench.cli.FailedException;
import org.tunnelbench.cli.progress.Progress;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.experiment.Direction;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.ProbeCommand.StartReceiver;
import org.tunnelbench.contract.message.ProbeCommand.StartSender;
import org.tunnelbench.contract.message.ProbeCommand.TrafficEnd;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostAccesses;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.RunningCommand;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.lab.guest.Lab;
import org.tunnelbench.throughputprobe.counters.MachineOfHosts;
import org.tunnelbench.throughputprobe.metrics.TrafficMetrics;
import org.tunnelbench.throughputprobe.traffic.TrafficBounds;
import org.tunnelbench.throughputprobe.traffic.TrafficService;

/**
 * Measures what the probe takes from the traffic that it measures: the same traffic between the
 * same two guests by the probe, which samples ten times a second and reads both hosts' counters
 * each second, and by iperf3 alone, which tells its sum at its end. Both take turns; which goes
 * first changes from round to round.
 */
final class ProbeCost implements AutoCloseable {
  static final String NAME = "probe";

  /** What an experiment measures where its document says nothing else. */
  private static final int SECONDS = TrafficSpec.DEFAULT.seconds();

  /**
   * The probe is there for days; what its virtual machine compiles in the first minute is not it.
   */
  private static final int UNCOUNTED_ROUNDS = 3;

  private static final int PORT = 5201;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TRIAL = "0123456789ab-00000";

  private final Lab lab;
  private final Progress progress;
  private final HostEntry sender;
  private final HostEntry receiver;
  private final HostAccess fromSender;
  private final HostAccess fromReceiver;
  private final CountingOutlet outlet = new CountingOutlet();
  private final TrafficService service;
  private int attempts;

  ProbeCost(Lab lab, Progress progress) {
    this.lab = lab;
    this.progress = progress;
    List<HostEntry> hosts = lab.guests().fleet().hosts();
    sender = hosts.getFirst();
    receiver = hosts.getLast();
    fromSender = HostAccesses.open(sender);
    fromReceiver = HostAccesses.open(receiver);
    service =
        new TrafficService(
            List.of(fromSender, fromReceiver),
            lab.run().path().resolve("bench"),
            outlet,
            new TrafficMetrics(new SimpleMeterRegistry(), InstantSource.system()),
            new MachineOfHosts(OptionalDouble::empty, hosts),
            TrafficBounds.DEFAULT,
            InstantSource.system());
  }

  /** Measures, after some rounds that do not count. */
  ProbeResult measure(String kernel, int rounds) throws Exception {
    for (int round = 0; round < UNCOUNTED_ROUNDS; round++) {
      byProbe();
      alone();
    }
    List<ProbeRun> probe = new ArrayList<>();
    List<ProbeRun> bare = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      if (round % 2 == 0) {
        probe.add(byProbe());
        bare.add(alone());
      } else {
        bare.add(alone());
        probe.add(byProbe());
      }
      progress.note(
          "round %d of %d: probe %.0f Mbit/s, bare iperf3 %.0f Mbit/s"
              .formatted(
                  round + 1,
                  rounds,
                  probe.getLast().mbitPerSecond(),
                  bare.getLast().mbitPerSecond()));
    }
    return ProbeResult.of(kernel, SECONDS, probe, bare);
  }

  @Override
  public void close() {
    service.close();
    fromSender.close();
    fromReceiver.close();
  }

  private ProbeRun byProbe() throws FailedException, InterruptedException {
    attempts++;
    Attempt attempt = new Attempt(new TrialId(TRIAL), attempts);
    double before = processorSeconds();
    CountingOutlet.Counted counted = outlet.expect(attempt);
    handle(new StartReceiver(end(attempt, receiver, sender)));
    counted.awaitReady(LIMIT);
    handle(new StartSender(end(attempt, sender, receiver)));
    counted.awaitEnds(LIMIT);
    double cost = processorSeconds() - before;
    return ProbeRun.of(counted.bits(End.RECEIVER), counted.seconds(End.RECEIVER), cost);
  }

  private void handle(ProbeCommand command) {
    service.handle(command, Duration.ZERO).join();
  }

  private static TrafficEnd end(Attempt attempt, HostEntry host, HostEntry peer) {
    return new TrafficEnd(
        attempt,
        host.name(),
        host.underlay(),
        peer.underlay(),
        PORT,
        new TrafficSpec(
            TrafficSpec.IPERF3,
            SECONDS,
            Duration.ofMillis(TrafficSpec.SHORTEST_INTERVAL),
            1,
            Direction.FORWARD,
            OptionalLong.empty()),
        LIMIT,
        Map.of(),
        Optional.of(host.underlay()));
  }

  private ProbeRun alone()
      throws HostUnreachableException,
          InterruptedException,
          IOException,
          ExecutionException,
          TimeoutException,
          FailedException {
    double before = processorSeconds();
    Listening listening = new Listening();
    RunningCommand server =
        fromReceiver.start(
            List.of(
                "iperf3",
                "-s",
                "-1",
                "-B",
                receiver.underlay().toString(),
                "-p",
                port(),
                "-i",
                "0",
                "--forceflush"),
            LIMIT,
            listening);
    listening.await(LIMIT);
    StepResult said =
        fromSender
            .run(new Batch(List.of(new HostStep.Run(client())), Batch.WhenOneFails.STOP), LIMIT)
            .results()
            .getFirst();
    server.exitCode().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    double cost = processorSeconds() - before;
    if (!said.succeeded()) {
      throw new FailedException(
          "bare iperf3 failed with exit code %d: %s%s"
              .formatted(said.exitCode(), said.stdout(), said.stderr()));
    }
    JsonNode sum = Json.MAPPER.readTree(said.stdout()).path("end").path("sum_received");
    return ProbeRun.of(8 * sum.path("bytes").asDouble(), sum.path("seconds").asDouble(), cost);
  }

  private List<String> client() {
    return List.of(
        "iperf3",
        "-c",
        receiver.underlay().toString(),
        "-B",
        sender.underlay().toString(),
        "-p",
        port(),
        "-t",
        Integer.toString(SECONDS),
        "-i",
        "0",
        "--json");
  }

  private static String port() {
    return Integer.toString(PORT);
  }

  private double processorSeconds() {
    return GuestProcessors.used(lab.supervisor().processId()).toNanos() / 1e9;
  }
}
