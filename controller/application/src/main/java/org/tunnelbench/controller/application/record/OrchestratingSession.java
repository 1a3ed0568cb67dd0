package org.tunnelbench.controller.application.record;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.controller.application.live.LiveEvents;
import org.tunnelbench.controller.trial.AttemptPlanner;
import org.tunnelbench.controller.trial.Effect;
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

  /** The header that says which replica wrote a record. */
  private static final String WRITTEN_BY = "written-by";

  private final RecordReader reader;
  private final Producer<String, byte[]> producer;
  private final Requests requests;
  private final InstantSource clock;
  private final RecordTelemetry telemetry;
  private final List<Header> writtenBy;
  private final LiveChronicle record;
  private final Speeds speeds;
  private final Orchestrator orchestrator;
  private final Decisions decisions;
  private final Adoptions adoptions = new Adoptions();

  private Instant nextTick;

  /**
   * What a session is made of.
   *
   * @param writer who this is, in the header {@value #WRITTEN_BY} of what it writes
   * @param alive called again and again while the record is read, which may take a while
   */
  record Parts(
      RecordReader reader,
      Producer<String, byte[]> producer,
      AttemptPlanner planner,
      Patience patience,
      Requests requests,
      LiveEvents events,
      ReadModel model,
      InstantSource clock,
      RecordTelemetry telemetry,
      String writer,
      Runnable alive) {}

  OrchestratingSession(Parts parts) {
    reader = parts.reader();
    producer = parts.producer();
    requests = parts.requests();
    clock = parts.clock();
    writtenBy =
        List.of(new RecordHeader(WRITTEN_BY, parts.writer().getBytes(StandardCharsets.UTF_8)));
    telemetry = parts.telemetry();
    nextTick = clock.instant();
    // First of all, so that nobody else writes while the record is read.
    producer.initTransactions();
    RecordReader.CaughtUp read = reader.catchUp(parts.alive());
    record = new LiveChronicle(read.chronicle(), parts.events());
    speeds = new Speeds(record, read.ends().samples());
    orchestrator =
        new Orchestrator(
            read.chronicle(), read.ends(), parts.planner(), parts.patience(), clock.instant());
    decisions = new Decisions(read.chronicle(), orchestrator);
    reader.followHosts(orchestrator.read(), read.requests());
    write(orchestrator.resume(clock.instant()), List.of());
    parts.events().renew(() -> parts.model().caughtUp(read.chronicle()));
  }

  @Override
  public boolean orchestrates() {
    return true;
  }

  @Override
  public void turn() {
    List<Effect> effects = new ArrayList<>();
    RecordReader.Polled polled = reader.poll();
    for (Message message : polled.messages()) {
      effects.addAll(take(message));
    }
    Instant now = clock.instant();
    if (!now.isBefore(nextTick) && hasRead(now)) {
      nextTick = now.plus(TICK);
      effects.addAll(orchestrator.tick(now));
    }
    telemetry.unreadable(polled.unreadable());
    write(effects, polled.unreadable().stream().map(DeadLetter::toWrite).toList());
    decideForwarded(polled.messages());
    for (Optional<Request> next = requests.next(); next.isPresent(); next = requests.next()) {
      answer(next.get());
    }
  }

  private void decideForwarded(List<Message> messages) {
    List<Forwarded> forwarded =
        messages.stream()
            .filter(Message.Asked.class::isInstance)
            .map(message -> ((Message.Asked) message).request())
            .toList();
    Set<String> withdrawn =
        forwarded.stream()
            .filter(Forwarded.Withdrawn.class::isInstance)
            .map(Forwarded::request)
            .collect(toUnmodifiableSet());
    adoptions.forget(withdrawn);
    for (Forwarded message : forwarded) {
      if (message instanceof Forwarded.AdoptPart part && !withdrawn.contains(part.request())) {
        adoptions.take(part);
      }
      if (message instanceof Forwarded.Asked asked && !withdrawn.contains(asked.request())) {
        answer(asked);
      }
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
      case Message.Asked later -> List.of();
    };
  }

  private void write(List<Effect> effects, List<ProducerRecord<String, byte[]>> beside) {
    if (effects.isEmpty() && beside.isEmpty()) {
      return;
    }
    producer.beginTransaction();
    for (Effect effect : effects) {
      byte @Nullable [] value = effect.message().map(Records.CODEC::encode).orElse(null);
      // The commit fails where any of these does.
      var unused =
          producer.send(
              new ProducerRecord<>(effect.topic().name(), null, effect.key(), value, writtenBy));
    }
    for (ProducerRecord<String, byte[]> other : beside) {
      var unused = producer.send(other);
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
      Decisions.Decided decided = decisions.decide(request, clock.instant());
      write(decided.effects(), List.of());
      if (!request.answer().complete(decided.answer())) {
        decisions.unheard(request, decided.answer());
      }
    } catch (RuntimeException e) {
      request.answer().completeExceptionally(e);
      throw e;
    }
  }

  /** What another replica was asked: the first in the log is decided first. */
  private void answer(Forwarded.Asked asked) {
    CompletableFuture<Answer> read = new CompletableFuture<>();
    switch (asked) {
      case Forwarded.Submit submit -> answer(asked, new Request.Submit(submit.experiment(), read));
      case Forwarded.Cancel cancel -> answer(asked, new Request.Cancel(cancel.experiment(), read));
      case Forwarded.Delete delete -> answer(asked, new Request.Delete(delete.experiment(), read));
      case Forwarded.Adopt adopt ->
          adoptions
              .whole(adopt)
              .ifPresent(
                  trials -> answer(asked, new Request.Adopt(adopt.experiment(), trials, read)));
    }
  }

  private void answer(Forwarded.Asked asked, Request request) {
    Decisions.Decided decided = decisions.decide(request, clock.instant());
    write(
        decided.effects(),
        List.of(
            new ProducerRecord<>(
                Topic.REQUESTS.name(),
                request.experimentId().value(),
                Forwarded.CODEC.encode(Decisions.inWords(asked.request(), decided.answer())))));
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
