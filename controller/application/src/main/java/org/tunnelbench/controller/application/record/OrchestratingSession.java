package org.tunnelbench.controller.application.record;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.application.live.LiveEvents;
import org.tunnelbench.controller.trial.AttemptPlanner;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.Effect;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.Orchestrator;
import org.tunnelbench.controller.trial.Patience;
import org.tunnelbench.controller.trial.Records;

/**
 * Drives the trials: what the orchestrator decides is written in one transaction, records and
 * commands together, before anybody is told of it. Whatever cannot be written ends the session; the
 * next one begins with what was.
 */
final class OrchestratingSession implements Session {
  private static final Duration TICK = Duration.ofMillis(200);

  /** How long a tick waits at most for a moment in which nothing is left to read. */
  private static final Duration LONGEST_FLOOD = Duration.ofSeconds(5);

  /** Bound on experiments that have not ended. */
  private static final int MOST_OPEN = 100;

  /** Bound on the trials of all experiments, which are kept in memory. */
  private static final int MOST_TRIALS = 50_000;

  /** Bound on the deletions that are remembered since nobody heard of them. */
  private static final int MOST_UNHEARD = 200;

  private final RecordReader reader;
  private final KafkaProducer<String, byte[]> producer;
  private final Requests requests;
  private final InstantSource clock;
  private final RecordTelemetry telemetry;
  private final LiveChronicle record;
  private final Speeds speeds;
  private final Orchestrator orchestrator;

  /** What was deleted for users who had given up waiting: they will ask again. */
  private final Map<ExperimentId, Answer.Done> deletedUnheard = new LinkedHashMap<>();

  private Instant nextTick;

  /** What a session is made of. */
  record Parts(
      RecordReader reader,
      KafkaProducer<String, byte[]> producer,
      AttemptPlanner planner,
      Patience patience,
      Requests requests,
      LiveEvents events,
      ReadModel model,
      InstantSource clock,
      RecordTelemetry telemetry) {}

  OrchestratingSession(Parts parts) {
    reader = parts.reader();
    producer = parts.producer();
    requests = parts.requests();
    clock = parts.clock();
    telemetry = parts.telemetry();
    nextTick = clock.instant();
    // First of all, so that nobody else writes while the record is read.
    producer.initTransactions();
    RecordReader.CaughtUp read = reader.catchUp();
    record = new LiveChronicle(read.chronicle(), parts.events());
    speeds = new Speeds(record, read.ends().samples());
    orchestrator =
        new Orchestrator(
            read.chronicle(), read.ends(), parts.planner(), parts.patience(), clock.instant());
    reader.followHosts(orchestrator.read());
    apply(orchestrator.resume(clock.instant()));
    parts.events().renew(() -> parts.model().caughtUp(read.chronicle()));
  }

  @Override
  public void turn() {
    List<Effect> effects = new ArrayList<>();
    for (Message message : reader.poll()) {
      effects.addAll(take(message));
    }
    Instant now = clock.instant();
    if (!now.isBefore(nextTick) && hasRead(now)) {
      nextTick = now.plus(TICK);
      effects.addAll(orchestrator.tick(now));
    }
    apply(effects);
    for (Optional<Request> next = requests.next(); next.isPresent(); next = requests.next()) {
      answer(next.get());
    }
  }

  /**
   * Whether what was said is read, so that time alone may decide; in a flood of samples that has no
   * end, what the topics held at the start.
   */
  private boolean hasRead(Instant now) {
    return reader.hasCaughtUp()
        && (reader.isAtEnd() || !now.isBefore(nextTick.plus(LONGEST_FLOOD)));
  }

  private List<Effect> take(Message message) {
    Instant now = clock.instant();
    return switch (message) {
      case Message.Status read -> {
        record.chronicle().fold(read.status(), read.offset());
        yield orchestrator.heard(read.status(), read.offset(), now);
      }
      case Message.Reported read -> {
        telemetry.answered(read.report(), now);
        yield orchestrator.reported(read.report(), read.offset(), now);
      }
      case Message.Sampled read -> {
        speeds.take(read);
        yield orchestrator.sampled(read.sample(), read.offset(), now);
      }
      case Message.Experiment own -> List.of();
      case Message.Trial own -> List.of();
      case Message.ExperimentErased own -> List.of();
      case Message.TrialErased own -> List.of();
    };
  }

  private void apply(List<Effect> effects) {
    if (effects.isEmpty()) {
      return;
    }
    producer.beginTransaction();
    for (Effect effect : effects) {
      byte @Nullable [] value = effect.message().map(Records.CODEC::encode).orElse(null);
      // The commit fails where any of these does.
      var unused = producer.send(new ProducerRecord<>(effect.topic().name(), effect.key(), value));
    }
    producer.commitTransaction();
    Instant acknowledged = clock.instant();
    for (Effect effect : effects) {
      record.apply(effect);
      telemetry.asked(effect, acknowledged);
    }
  }

  private void answer(Request request) {
    try {
      Answer decided = decide(request);
      boolean heard = request.answer().complete(decided);
      if (request instanceof Request.Delete delete && decided instanceof Answer.Done done) {
        remember(delete.experiment(), done, heard);
      }
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      request.answer().complete(new Answer.OnlyRead());
      throw e;
    } catch (RuntimeException e) {
      request.answer().completeExceptionally(e);
      throw e;
    }
  }

  private void remember(ExperimentId deleted, Answer.Done done, boolean heard) {
    if (heard) {
      deletedUnheard.remove(deleted);
    } else if (deletedUnheard.size() < MOST_UNHEARD) {
      deletedUnheard.put(deleted, done);
    }
  }

  private Answer decide(Request request) {
    return switch (request) {
      case Request.Submit submit -> submit(submit.experiment());
      case Request.Cancel cancel -> {
        apply(orchestrator.cancel(cancel.experiment(), clock.instant()));
        yield known(cancel.experiment());
      }
      case Request.Delete delete -> delete(delete.experiment());
    };
  }

  private Answer submit(ExperimentRecord experiment) {
    Chronicle chronicle = record.chronicle();
    Optional<ExperimentRecord> before = chronicle.experiment(experiment.id());
    if (before.isPresent()) {
      return before.get().fingerprint().equals(experiment.fingerprint())
          ? new Answer.Done(before.get())
          : new Answer.OtherContent();
    }
    if (chronicle.trialsKept() + experiment.size() > MOST_TRIALS) {
      return new Answer.Full(
          "at most %d trials are kept: delete experiments that are not needed any more"
              .formatted(MOST_TRIALS));
    }
    if (chronicle.open() >= MOST_OPEN) {
      return new Answer.Full(
          "at most %d experiments run or wait at a time: try again when one has ended"
              .formatted(MOST_OPEN));
    }
    apply(orchestrator.accept(experiment, clock.instant()));
    return known(experiment.id());
  }

  private Answer delete(ExperimentId id) {
    Optional<ExperimentRecord> experiment = record.chronicle().experiment(id);
    if (experiment.isEmpty()) {
      Answer.@Nullable Done unheard = deletedUnheard.get(id);
      return unheard == null ? new Answer.Unknown() : unheard;
    }
    if (experiment.get().endedAt().isEmpty()) {
      return new Answer.StillRunning();
    }
    apply(orchestrator.delete(experiment.get()));
    return new Answer.Done(experiment.get());
  }

  private Answer known(ExperimentId id) {
    return record
        .chronicle()
        .experiment(id)
        .<Answer>map(Answer.Done::new)
        .orElseGet(Answer.Unknown::new);
  }

  @Override
  public Map<String, Long> lags() {
    return reader.lags();
  }

  @Override
  public void wake() {
    reader.wake();
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    reader.close();
  }
}
