package org.tunnelbench.controller.application.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.ExperimentRecord;

/**
 * Passes users' requests on to the replica that orchestrates, through the log. A user is answered
 * when the answer was read and this replica's own view shows what it says, so that whoever looks
 * next finds it here.
 */
final class Forwarding {
  /** Bound on the requests whose answers have not come; others wait in their queue. */
  static final int MOST_UNDER_WAY = 200;

  private final Producer<String, byte[]> producer;
  private final Map<String, Request> underWay = new LinkedHashMap<>();
  private final Map<String, Forwarded.Answered> answered = new LinkedHashMap<>();

  Forwarding(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  boolean hasRoom() {
    return underWay.size() < MOST_UNDER_WAY;
  }

  void forward(Request request) {
    String id = UUID.randomUUID().toString();
    underWay.put(id, request);
    Forwarded.Asked asked =
        switch (request) {
          case Request.Submit submit -> new Forwarded.Submit(id, submit.experiment());
          case Request.Adopt adopt -> {
            Adoptions.parts(id, adopt.trials())
                .forEach(part -> send(request, part, Optional.of(request)));
            yield new Forwarded.Adopt(id, adopt.experiment(), adopt.trials().size());
          }
          case Request.Cancel cancel -> new Forwarded.Cancel(id, cancel.experimentId());
          case Request.Delete delete -> new Forwarded.Delete(id, delete.experimentId());
        };
    send(request, asked, Optional.of(request));
  }

  private void send(Request key, Forwarded message, Optional<Request> waiting) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topic.REQUESTS.name(), key.experimentId().value(), Forwarded.CODEC.encode(message)),
            (written, failed) -> {
              if (failed != null) {
                waiting.ifPresent(request -> request.answer().completeExceptionally(failed));
              }
            });
  }

  /** An answer was read; those to other replicas' requests are passed over. */
  void take(Forwarded.Answered answer) {
    if (underWay.containsKey(answer.request())) {
      answered.put(answer.request(), answer);
    }
  }

  /** Answers what can be answered by now, and withdraws what nobody waits for any more. */
  void settle(Chronicle chronicle) {
    for (Map.Entry<String, Request> entry : List.copyOf(underWay.entrySet())) {
      Request request = entry.getValue();
      Forwarded.@Nullable Answered answer = answered.get(entry.getKey());
      if (answer != null) {
        answer(request, answer, chronicle).ifPresent(request.answer()::complete);
      }
      if (request.answer().isDone()) {
        underWay.remove(entry.getKey());
        answered.remove(entry.getKey());
        if (answer == null) {
          send(request, new Forwarded.Withdrawn(entry.getKey()), Optional.empty());
        }
      }
    }
  }

  private static Optional<Answer> answer(
      Request request, Forwarded.Answered answer, Chronicle chronicle) {
    return switch (answer.outcome()) {
      case DONE -> done(request, chronicle);
      case UNKNOWN -> Optional.of(new Answer.Unknown());
      case OTHER_CONTENT -> Optional.of(new Answer.OtherContent());
      case STILL_RUNNING -> Optional.of(new Answer.StillRunning());
      case FULL -> Optional.of(new Answer.Full(answer.reason()));
    };
  }

  /** Absent until this replica has read what was done. */
  private static Optional<Answer> done(Request request, Chronicle chronicle) {
    Optional<ExperimentRecord> experiment = chronicle.experiment(request.experimentId());
    return switch (request) {
      case Request.Submit submit -> experiment.map(Answer.Done::new);
      case Request.Adopt adopt -> experiment.map(Answer.Done::new);
      case Request.Cancel cancel ->
          experiment
              .filter(known -> known.cancelledAt().isPresent() || known.endedAt().isPresent())
              .map(Answer.Done::new);
      case Request.Delete delete ->
          experiment.isEmpty() ? Optional.of(new Answer.Deleted()) : Optional.empty();
    };
  }

  /** What was under way when the session ended: to be asked again by whoever asked. */
  void close() {
    for (Request request : new ArrayList<>(underWay.values())) {
      request
          .answer()
          .completeExceptionally(new KafkaException("the connection was renewed meanwhile"));
    }
    underWay.clear();
  }
}
