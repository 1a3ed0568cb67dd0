package org.tunnelbench.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostCommand;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.contract.secret.SealingException;
import org.tunnelbench.contract.secret.SealingKeyPair;
import org.tunnelbench.contract.secret.SecretSealing;
import org.tunnelbench.hostagent.allow.AllowList;
import org.tunnelbench.hostagent.key.AgentKeys;
import org.tunnelbench.hostagent.outbox.Outbox;
import org.tunnelbench.hostagent.outbox.OutboxFullException;
import org.tunnelbench.hostagent.service.Announcements;
import org.tunnelbench.hostagent.service.EndpointService;

/** An agent of one host: the real service and outbox, on a folder that survives it. */
final class AgentProcess implements Part {
  private static final SealingKeyPair KEYS = keys();

  private final World world;
  private final Host host;
  private final Path state;
  private final FullDisk disk;
  private final Duration skew;
  private Life life;
  private Optional<Running> running = Optional.empty();

  AgentProcess(World world, Host host, Path state) {
    this.world = world;
    this.host = host;
    this.state = state;
    disk = new FullDisk(state.resolve("hosts").resolve(name().value()).resolve("attempts"));
    skew = world.skew();
    life = new Life(world.agenda());
    start();
  }

  private HostName name() {
    return host.host();
  }

  private String group() {
    return "agent-" + name();
  }

  private static SealingKeyPair keys() {
    try {
      return SecretSealing.newKeyPair();
    } catch (SealingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void start() {
    life = new Life(world.agenda());
    try {
      running = Optional.of(new Running(life));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void wake() {
    running.ifPresent(process -> process.station.wake());
  }

  @Override
  public void kill() {
    if (running.isEmpty()) {
      return;
    }
    life.end();
    running.get().service.close();
    running = Optional.empty();
    world.agenda().endFault(world.upTo(world.oneIn(4) ? 60_000 : 3_000), this::comeBack);
  }

  private void comeBack() {
    disk.empty();
    Path book = state.resolve("hosts").resolve(name().value());
    if (world.defect() == Defect.JOURNAL_LOST) {
      deleteAll(book.resolve("attempts"), true);
    }
    if (world.defect() == Defect.MEMORY_LOST) {
      deleteAll(book, false);
      world.log().forget(group());
    }
    start();
  }

  private static void deleteAll(Path folder, boolean below) {
    try (Stream<Path> files = Files.walk(folder, below ? Integer.MAX_VALUE : 1)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
  private final class Running implements Announcements {
    private final Outbox outbox;
    private final Station station;
    private final EndpointService service;

    Running(Life life) throws IOException {
      Files.createDirectories(state);
      outbox = new Outbox(state.resolve("outbox.jsonl"));
      station = new Station(world, life, group(), Topic.commands(name()).name(), this::take);
      service =
          new EndpointService(
              List.of(host.entry()),
              entry -> host,
              entry -> new SimulatedLoop(life, world.agenda(), UnaryOperator.identity()),
              state,
              AgentKeys.of(KEYS),
              AllowList.EVERYTHING,
              this,
              InstantSource.offset(() -> world.agenda().now(), skew));
      outbox.waiting().forEach(this::send);
      service.start();
      station.wake();
    }

    private CompletionStage<Void> take(byte[] message, Duration age) {
      try {
        return service.handle(
            (HostCommand) Messages.CODEC.decode(message),
            world.defect() == Defect.AGE_IGNORED ? Duration.ZERO : age.plus(skew));
      } catch (UnreadableMessageException e) {
        throw new Violation("what was commanded can be read", e);
      }
    }

    @Override
    public CompletionStage<Void> report(Report report) {
      try {
        return send(outbox.keep(report));
      } catch (IOException | OutboxFullException e) {
        return CompletableFuture.failedStage(e);
      }
    }

    private CompletionStage<Void> send(Outbox.Waiting waiting) {
      Report report = waiting.report();
      return station
          .write(
              new Log.Write(
                  Topic.reports(report.host()).name(),
                  report.attempt().trial().value(),
                  Optional.of(Messages.CODEC.encode(report))))
          .thenRun(() -> outbox.sent(waiting));
    }

    @Override
    public void status(HostStatus status) {
      var unused =
          station.write(
              new Log.Write(
                  Topic.facts(status.host()).name(),
                  status.host().value(),
                  Optional.of(Messages.CODEC.encode(status))));
    }
  }
}
