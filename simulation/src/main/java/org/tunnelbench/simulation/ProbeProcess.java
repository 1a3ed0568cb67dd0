package org.tunnelbench.simulation;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletionStage;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.throughputprobe.counters.MachineOfHosts;
import org.tunnelbench.throughputprobe.metrics.TrafficMetrics;
import org.tunnelbench.throughputprobe.traffic.TrafficBounds;
import org.tunnelbench.throughputprobe.traffic.TrafficOutlet;
import org.tunnelbench.throughputprobe.traffic.TrafficService;

/** A probe of one host: the real service, on a folder that survives it. */
final class ProbeProcess implements Part {
  private final World world;
  private final HostAccess host;
  private final Path state;
  private final FullDisk disk;
  private final Duration skew;
  private final Carrying carrying = new Carrying();
  private Life life;
  private Optional<Running> running = Optional.empty();

  ProbeProcess(World world, Host host, Programs programs, Path state) {
    this.world = world;
    this.host = programs.on(host, carrying);
    this.state = state;
    disk = new FullDisk(state.resolve("traffic").resolve(name().value()));
    skew = world.skew();
    life = new Life(world.agenda());
    start();
  }

  private HostName name() {
    return host.host();
  }

  private void start() {
    life = new Life(world.agenda());
    running = Optional.of(new Running(life));
  }

  @Override
  public void wake() {
    running.ifPresent(process -> process.station.wake());
  }

  /** What it had not written yet is lost; what it had started goes on running. */
  @Override
  public void kill() {
    if (running.isEmpty()) {
      return;
    }
    life.end();
    running = Optional.empty();
    world
        .agenda()
        .endFault(
            world.upTo(world.oneIn(4) ? 60_000 : 3_000),
            () -> {
              disk.empty();
              start();
            });
  }

  @Override
  public void pause() {
    Life paused = life;
    paused.stop();
    world.agenda().endFault(world.upTo(30_000), paused::goOn);
  }

  @Override
  public void cutOff() {
    running.ifPresent(
        process -> {
          process.station.cutOff(true);
          world.agenda().endFault(world.cutOff(), () -> process.station.cutOff(false));
        });
  }

  @Override
  public void fillDisk() {
    disk.fill();
    world.agenda().endFault(world.upTo(30_000), disk::empty);
  }

  /** From the start of the process to its end. */
  private final class Running implements TrafficOutlet {
    private final Station station;
    private final TrafficService service;
    private final Deque<Log.Write> waiting = new ArrayDeque<>();
    private boolean sends;

    Running(Life life) {
      station =
          new Station(
              world, life, "probe-" + name(), Topic.probeCommands(name()).name(), this::take);
      InstantSource clock = InstantSource.offset(() -> world.agenda().now(), skew);
      service =
          new TrafficService(
              List.of(host),
              state,
              this,
              new TrafficMetrics(new SimpleMeterRegistry(), clock),
              new MachineOfHosts(OptionalDouble::empty, List.of()),
              TrafficBounds.DEFAULT,
              clock,
              unused -> new SimulatedLoop(life, world.agenda(), carrying::submitted));
      station.wake();
    }

    private CompletionStage<Void> take(byte[] message, Duration age) {
      try {
        ProbeCommand command = (ProbeCommand) Messages.CODEC.decode(message);
        carrying.give(command);
        return service.handle(
            command, world.defect() == Defect.AGE_IGNORED ? Duration.ZERO : age.plus(skew));
      } catch (UnreadableMessageException e) {
        throw new Violation("what was commanded can be read", e);
      }
    }

    @Override
    public void report(Report report) {
      offer(Topic.reports(report.host()), report.attempt().trial().value(), report);
    }

    @Override
    public void sample(TrafficSample sample) {
      offer(Topic.SAMPLES, sample.attempt().trial().value(), sample);
    }

    private void offer(Topic topic, String key, Object message) {
      waiting.add(new Log.Write(topic.name(), key, Optional.of(Messages.CODEC.encode(message))));
      send();
    }

    /** One after the other, as they came. */
    private void send() {
      if (!sends && !waiting.isEmpty()) {
        sends = true;
        station
            .write(waiting.removeFirst())
            .thenRun(
                () -> {
                  sends = false;
                  send();
                });
      }
    }
  }
}
