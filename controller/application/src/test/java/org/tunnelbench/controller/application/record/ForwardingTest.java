package org.tunnelbench.controller.application.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.controller.application.Fleet;
import org.tunnelbench.controller.application.FleetResource;
import org.tunnelbench.controller.application.PlayedHosts;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.Imported;
import org.tunnelbench.controller.trial.Planned;
import org.tunnelbench.controller.trial.TrialRecord;
import org.tunnelbench.testbroker.TestBroker;

/**
 * Replicas are asked that do not orchestrate:
 *
 * <pre>
 *   user ──▶ follower ── requests ──▶ orchestrator ── record, answer ──▶ follower ──▶ user
 * </pre>
 */
class ForwardingTest {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Path fleetFile = FleetResource.write();
  private final Fleet fleet = new Fleet(fleetFile.toString());
  private final TestBroker broker = TestBroker.start();
  private final KafkaSettings kafka = new KafkaSettings(broker.bootstrapServers());

  @BeforeEach
  void prepareTopics() throws Exception {
    new Topics(kafka, fleet).prepare();
  }

  @AfterEach
  void stop() throws Exception {
    broker.close();
    Files.delete(fleetFile);
  }

  private static void turnAll(BooleanSupplier reached, Replica... replicas) {
    Instant giveUp = Instant.now().plus(LONGEST_WAIT);
    while (!reached.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(giveUp);
      for (Replica replica : replicas) {
        replica.turn();
      }
    }
  }

  private static boolean knowsHosts(Replica replica) {
    return replica.chronicle().hosts().size() == FleetResource.HOSTS.size();
  }

  private static Answer ask(Request request, Replica asked, Replica orchestrator) throws Exception {
    asked.put(request);
    turnAll(request.answer()::isDone, asked, orchestrator);
    return request.answer().get();
  }

  @Test
  void whatAFollowerIsAskedIsDoneAndSeenThereWhenItIsAnswered() throws Exception {
    try (PlayedHosts hosts = new PlayedHosts(broker.bootstrapServers(), FleetResource.HOSTS);
        Replica first = new Replica(kafka, fleet, true);
        Replica follower = new Replica(kafka, fleet, false)) {
      turnAll(() -> knowsHosts(first) && knowsHosts(follower), first, follower);
      var submit = new Request.Submit(follower.submission("f"), new CompletableFuture<>());
      assertThat(ask(submit, follower, first)).isInstanceOf(Answer.Done.class);
      assertThat(follower.experiment()).isEqualTo(submit.experiment());

      assertThat(ask(new Request.Delete(Replica.ID, new CompletableFuture<>()), follower, first))
          .isInstanceOf(Answer.StillRunning.class);
      var cancel = new Request.Cancel(Replica.ID, new CompletableFuture<>());
      assertThat(ask(cancel, follower, first)).isInstanceOf(Answer.Done.class);
      assertThat(follower.experiment().cancelledAt()).isPresent();
      turnAll(() -> first.experiment().endedAt().isPresent(), first);
      assertThat(ask(new Request.Delete(Replica.ID, new CompletableFuture<>()), follower, first))
          .isInstanceOf(Answer.Deleted.class);
      assertThat(follower.chronicle().experiments()).isEmpty();
      assertThat(ask(new Request.Delete(Replica.ID, new CompletableFuture<>()), follower, first))
          .isInstanceOf(Answer.Unknown.class);
      assertThat(hosts.answered()).isNotNegative();
    }
  }

  @Test
  void whatWasMeasuredElsewhereComesThroughAFollowerAndStays() throws Exception {
    try (PlayedHosts hosts = new PlayedHosts(broker.bootstrapServers(), FleetResource.HOSTS);
        Replica first = new Replica(kafka, fleet, true);
        Replica follower = new Replica(kafka, fleet, false)) {
      turnAll(() -> knowsHosts(first) && knowsHosts(follower), first, follower);
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      ExperimentRecord elsewhere =
          follower
              .submission("f")
              .cancelled(now)
              .ended(now)
              .imported(new Imported(now, List.of(), "0".repeat(64)));
      List<TrialRecord> trials =
          IntStream.range(0, elsewhere.size())
              .mapToObj(
                  place -> new TrialRecord(elsewhere.trial(place).id(), Planned.STATE.cancel(now)))
              .toList();
      var adopt = new Request.Adopt(elsewhere, trials, new CompletableFuture<>());
      assertThat(ask(adopt, follower, first)).isInstanceOf(Answer.Done.class);
      assertThat(follower.experiment()).isEqualTo(elsewhere);
      assertThat(follower.state(15)).isEqualTo(Planned.STATE.cancel(now));
      var again = new Request.Adopt(elsewhere, trials, new CompletableFuture<>());
      assertThat(ask(again, follower, first)).isInstanceOf(Answer.Done.class);
      var other =
          new Request.Adopt(
              elsewhere.imported(new Imported(now, List.of(), "1".repeat(64))),
              trials,
              new CompletableFuture<>());
      assertThat(ask(other, follower, first)).isInstanceOf(Answer.OtherContent.class);
      try (Replica next = new Replica(kafka, fleet, true)) {
        assertThat(next.experiment()).isEqualTo(elsewhere);
        next.turn();
        assertThat(ask(new Request.Delete(Replica.ID, new CompletableFuture<>()), follower, next))
            .isInstanceOf(Answer.Deleted.class);
        assertThat(next.chronicle().experiments()).isEmpty();
      }
      assertThat(hosts.answered()).isZero();
    }
  }

  @Test
  void ofTwoThatTookOneKeyAtOnceTheFirstInTheLogWins() throws Exception {
    try (PlayedHosts hosts = new PlayedHosts(broker.bootstrapServers(), FleetResource.HOSTS);
        Replica first = new Replica(kafka, fleet, true);
        Replica one = new Replica(kafka, fleet, false);
        Replica other = new Replica(kafka, fleet, false)) {
      turnAll(() -> knowsHosts(first) && knowsHosts(one) && knowsHosts(other), first, one, other);
      var early = new Request.Submit(one.submission("early"), new CompletableFuture<>());
      var late = new Request.Submit(other.submission("late"), new CompletableFuture<>());
      var same = new Request.Submit(other.submission("early"), new CompletableFuture<>());
      one.put(early);
      one.turn();
      awaitRequests(1);
      other.put(late);
      other.put(same);
      other.turn();
      awaitRequests(3);
      turnAll(
          () -> early.answer().isDone() && late.answer().isDone() && same.answer().isDone(),
          first,
          one,
          other);
      assertThat(early.answer().get()).isInstanceOf(Answer.Done.class);
      assertThat(late.answer().get()).isInstanceOf(Answer.OtherContent.class);
      assertThat(same.answer().get()).isInstanceOf(Answer.Done.class);
      for (Replica replica : List.of(first, one, other)) {
        turnAll(() -> !replica.chronicle().experiments().isEmpty(), replica);
        assertThat(replica.experiment().fingerprint()).isEqualTo("early");
      }
      assertThat(hosts.answered()).isNotNegative();
    }
  }

  @Test
  void whatItsUserGaveUpBeforeItWasReadIsNotDone() throws Exception {
    try (PlayedHosts hosts = new PlayedHosts(broker.bootstrapServers(), FleetResource.HOSTS);
        Replica first = new Replica(kafka, fleet, true);
        Replica follower = new Replica(kafka, fleet, false)) {
      turnAll(() -> knowsHosts(first) && knowsHosts(follower), first, follower);
      var submit = new Request.Submit(follower.submission("f"), new CompletableFuture<>());
      follower.put(submit);
      follower.turn();
      awaitRequests(1);
      submit.answer().cancel(false);
      follower.turn();
      awaitRequests(2);
      var other = new Request.Cancel(Replica.ID, new CompletableFuture<>());
      assertThat(ask(other, follower, first)).isInstanceOf(Answer.Unknown.class);
      assertThat(first.chronicle().experiments()).isEmpty();
      assertThat(hosts.answered()).isZero();
    }
  }

  @Test
  void whatNobodyCanReadIsKeptApartAndCounted() throws Exception {
    Topic facts = Topic.facts(FleetResource.HOSTS.getFirst());
    try (Replica first = new Replica(kafka, fleet, true)) {
      byte[] newer =
          "{\"type\":\"host-status\",\"version\":2,\"body\":{}}".getBytes(StandardCharsets.UTF_8);
      try (KafkaProducer<String, byte[]> producer = kafka.forwardingProducer()) {
        var unused = producer.send(new ProducerRecord<>(facts.name(), "old-a", newer));
      }
      turnAll(
          () -> first.meters().find("tunnelbench.controller.unreadable.messages").counter() != null,
          first);
      ConsumerRecord<String, byte[]> dead = read(Topic.DEAD_LETTERS, 1).getFirst();
      assertThat(dead.key()).isEqualTo("old-a");
      assertThat(dead.value()).isEqualTo(newer);
      assertThat(
              new String(
                  dead.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8))
          .isEqualTo("message type 'host-status' has version 2, and this reader knows 1");
      assertThat(first.meters().get("tunnelbench.controller.unreadable.messages").counter())
          .satisfies(
              counter -> {
                assertThat(counter.count()).isEqualTo(1);
                assertThat(counter.getId().getTag("topic")).isEqualTo(facts.name());
              });
    }
  }

  private void awaitRequests(int count) {
    assertThat(read(Topic.REQUESTS, count)).hasSize(count);
  }

  private List<ConsumerRecord<String, byte[]>> read(Topic topic, int count) {
    TopicPartition partition = new TopicPartition(topic.name(), 0);
    Instant giveUp = Instant.now().plus(LONGEST_WAIT);
    try (KafkaConsumer<String, byte[]> consumer = kafka.consumer()) {
      consumer.assign(List.of(partition));
      List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
      while (read.size() < count) {
        assertThat(Instant.now()).isBefore(giveUp);
        consumer.poll(Duration.ofMillis(100)).forEach(read::add);
      }
      return List.copyOf(read);
    }
  }
}
