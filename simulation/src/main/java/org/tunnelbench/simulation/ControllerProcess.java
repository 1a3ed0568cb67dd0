package org.tunnelbench.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.trial.AttemptPlanner;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.Effect;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.Orchestrator;
import org.tunnelbench.controller.trial.Patience;
import org.tunnelbench.controller.trial.Records;
import org.tunnelbench.controller.trial.TrialRecord;

/**
 * One of several controllers: the real orchestrator while it is the one to orchestrate. It reads
 * what agents and probes say, in small portions where it is slow, and writes what follows in one
 * transaction.
 */
final class ControllerProcess implements Part {
  private static final Duration TURN = Duration.ofMillis(250);
  private static final Duration TICK = Duration.ofMillis(500);
  private static final String ORCHESTRATOR = "orchestrator";
  private static final int MANY = 500;

  private final World world;
  private final Election election;
  private final List<HostName> hosts;
  private final AttemptPlanner planner;
  private Life life;
  private Optional<Seat> seat = Optional.empty();
  private Instant nextTick = Agenda.START;
  private boolean slow;
  private boolean cutOff;

  /** From taking over to being replaced. */
  private record Seat(
      Log.Writer writer, Chronicle chronicle, Orchestrator orchestrator, Reader reader) {}

  ControllerProcess(World world, Election election, List<HostName> hosts, AttemptPlanner planner) {
    this.world = world;
    this.hosts = List.copyOf(hosts);
    this.election = election;
    this.planner = planner;
    life = new Life(world.agenda());
    life.later(world.upTo(200), this::turn);
  }

  /** What a user asks; answers whether it was written. */
  boolean ask(Function<Orchestrator, List<Effect>> request) {
    return !cutOff
        && seat.isPresent()
        && write(seat.get(), request.apply(seat.get().orchestrator()));
  }

  /** The record, where this is the one that orchestrates. */
  Optional<Chronicle> chronicle() {
    return seat.map(Seat::chronicle);
  }

  boolean areAllLeasesFree() {
    return seat.map(held -> held.orchestrator().areAllLeasesFree()).orElse(false);
  }

  private void turn() {
    life.later(TURN, this::turn);
    if (cutOff) {
      return;
    }
    // Before it is asked who orchestrates: one that was stopped believes what it believed.
    seat.ifPresent(this::work);
    if (life.isOver()) {
      return;
    }
    if (election.isLost(this)) {
      // Another one may have orchestrated meanwhile, and this one would not notice if it wrote
      // nothing.
      seat = Optional.empty();
    }
    if (!election.heardOf(this)) {
      seat = Optional.empty();
    } else if (seat.isEmpty()) {
      take();
    }
  }

  private void take() {
    Log.Writer writer = world.log().writer(ORCHESTRATOR);
    Chronicle chronicle = new Chronicle();
    for (Log.Stored record : all(Topic.EXPERIMENTS)) {
      if (record.value().isEmpty()) {
        chronicle.erase(new ExperimentId(record.key()));
      } else if (decode(record) instanceof ExperimentRecord experiment && isSeen(experiment)) {
        chronicle.fold(experiment);
      }
    }
    for (Log.Stored record : all(Topic.TRIALS)) {
      if (record.value().isEmpty()) {
        chronicle.erase(new TrialId(record.key()));
      } else if (decode(record) instanceof TrialRecord trial) {
        chronicle.fold(trial);
      }
    }
    Reader reader = new Reader(world, hosts);
    for (HostName host : hosts) {
      for (Reader.Word word : reader.all(Topic.facts(host))) {
        chronicle.fold((HostStatus) word.message(), word.offset());
      }
    }
    Instant now = world.agenda().now();
    Orchestrator orchestrator =
        new Orchestrator(chronicle, reader.ends(), planner, Patience.DEFAULT, now);
    reader.seek(orchestrator.read());
    Seat taken = new Seat(writer, chronicle, orchestrator, reader);
    seat = Optional.of(taken);
    nextTick = now;
    write(taken, taken.orchestrator().resume(now));
  }

  private boolean isSeen(ExperimentRecord experiment) {
    return world.defect() != Defect.LEASES_FORGOTTEN
        || experiment.id().equals(SimulatedFleet.SECOND);
  }

  private List<Log.Stored> all(Topic topic) {
    return world.log().read(topic.name(), 0, Integer.MAX_VALUE);
  }

  private static Object decode(Log.Stored record) {
    try {
      return Records.CODEC.decode(record.value().orElseThrow());
    } catch (UnreadableMessageException e) {
      throw new Violation("what was written can be read", e);
    }
  }

  private void work(Seat held) {
    Orchestrator orchestrator = held.orchestrator();
    Instant now = world.agenda().now();
    int most = slow ? 1 + world.random().nextInt(3) : MANY;
    List<Effect> effects = new ArrayList<>();
    Reader reader = held.reader();
    for (HostName host : hosts) {
      for (Reader.Word word : reader.next(Topic.facts(host), most)) {
        HostStatus status = (HostStatus) word.message();
        held.chronicle().fold(status, word.offset());
        effects.addAll(orchestrator.heard(status, word.offset(), now));
      }
    }
    boolean samplesFirst = world.random().nextBoolean();
    if (samplesFirst) {
      samples(held, most, now, effects);
    }
    for (HostName host : reader.hostsInAnyOrder()) {
      for (Reader.Word word : reader.next(Topic.reports(host), most)) {
        effects.addAll(orchestrator.reported((Report) word.message(), word.offset(), now));
      }
    }
    if (!samplesFirst) {
      samples(held, most, now, effects);
    }
    if (!now.isBefore(nextTick) && reader.hasReadAll()) {
      nextTick = now.plus(TICK);
      effects.addAll(orchestrator.tick(now));
    }
    write(held, effects);
  }

  private static void samples(Seat held, int most, Instant now, List<Effect> effects) {
    for (Reader.Word word : held.reader().next(Topic.SAMPLES, most)) {
      effects.addAll(
          held.orchestrator().sampled((TrafficSample) word.message(), word.offset(), now));
    }
  }

  /** All or, where it is fenced or killed, nothing; whether it was written. */
  private boolean write(Seat held, List<Effect> effects) {
    if (effects.isEmpty()) {
      return true;
    }
    if (world.oneIn(200)) {
      kill();
      return false;
    }
    try {
      held.writer()
          .commit(
              effects.stream()
                  .map(
                      effect ->
                          new Log.Write(
                              effect.topic().name(),
                              effect.key(),
                              effect.message().map(Records.CODEC::encode)))
                  .toList());
    } catch (Log.FencedException e) {
      seat = Optional.empty();
      election.left(this);
      return false;
    }
    effects.forEach(effect -> fold(held.chronicle(), effect));
    if (world.oneIn(200)) {
      kill();
    }
    return true;
  }

  private static void fold(Chronicle chronicle, Effect effect) {
    switch (effect) {
      case Effect.WriteExperiment write -> chronicle.fold(write.experiment());
      case Effect.WriteTrial write -> chronicle.fold(write.trial());
      case Effect.EraseExperiment erase -> chronicle.erase(erase.id());
      case Effect.EraseTrial erase -> chronicle.erase(erase.id());
      case Effect.AskAgent ask -> {}
      case Effect.AskProbe ask -> {}
    }
  }

  @Override
  public void kill() {
    if (life.isOver()) {
      return;
    }
    life.end();
    seat = Optional.empty();
    world
        .agenda()
        .endFault(
            world.upTo(world.oneIn(4) ? 120_000 : 2_000),
            () -> {
              life = new Life(world.agenda());
              life.later(Duration.ZERO, this::turn);
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
    cutOff = true;
    world.agenda().endFault(world.upTo(30_000), () -> cutOff = false);
  }

  /** It keeps nothing on a disk; it reads slowly for a while instead. */
  @Override
  public void fillDisk() {
    slow = true;
    world.agenda().endFault(world.upTo(60_000), () -> slow = false);
  }

  @Override
  public void wake() {}
}
