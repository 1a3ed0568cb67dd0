package org.tunnelbench.controller.application.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.Event;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.ExperimentSummary;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.controller.application.Fleet;
import org.tunnelbench.controller.application.FleetResource;
import org.tunnelbench.controller.application.PlayedHosts;
import org.tunnelbench.controller.trial.TakingDown;
import org.tunnelbench.testbroker.TestBroker;

/** Sessions that end at an awkward moment, and what the next one makes of it. */
class SessionsTest {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final int COMMANDS_OF_A_TRIAL = 6;

  private final Path fleetFile = FleetResource.write();
  private final Fleet fleet = new Fleet(fleetFile.toString());
  private final TestBroker broker = TestBroker.start();
  private final KafkaSettings kafka = new KafkaSettings(broker.bootstrapServers());
  private final Topics topics = new Topics(kafka, fleet);

  @BeforeEach
  void prepareTopics() throws Exception {
    topics.prepare();
  }

  @AfterEach
  void stop() throws Exception {
    broker.close();
    Files.delete(fleetFile);
  }

  private static void submitted(Replica replica) throws Exception {
    replica.turnUntil(() -> replica.chronicle().hosts().size() == FleetResource.HOSTS.size());
    replica.submit();
  }

  private static Optional<Integer> takenDown(Replica replica) {
    return IntStream.range(0, replica.experiment().size())
        .filter(
            place ->
                replica.state(place) instanceof TakingDown down
                    && down.ending().outcome() == Outcome.MEASURED)
        .boxed()
        .findFirst();
  }

  /** One that reads the topics record by record. */
  private KafkaConsumer<String, byte[]> slowConsumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            false,
            "max.poll.records",
            1),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  @Test
  void aLongAbsenceCostsNoTrialWhoseReportsAreThere() throws Exception {
    int place;
    try (PlayedHosts hosts = new PlayedHosts(broker.bootstrapServers(), FleetResource.HOSTS);
        Replica first = new Replica(kafka, fleet, true)) {
      submitted(first);
      first.turnUntil(() -> takenDown(first).isPresent());
      place = takenDown(first).orElseThrow();
      Instant giveUp = Instant.now().plus(LONGEST_WAIT);
      while (hosts.answered() < COMMANDS_OF_A_TRIAL) {
        assertThat(Instant.now()).isBefore(giveUp);
        Thread.onSpinWait();
      }
    }
    InstantSource later =
        InstantSource.offset(InstantSource.system(), TakingDown.GRACE.multipliedBy(2));
    try (Replica second =
        new Replica(kafka, fleet, true, new Replica.Lasting(), slowConsumer(), later)) {
      second.turnUntil(() -> second.state(place).outcome().isFinal());
      assertThat(second.trials().get(place).state()).isEqualTo(Outcome.MEASURED);
    }
  }

  @Test
  void streamsEndWhenTheRecordWasReadAnew() throws Exception {
    Replica.Lasting lasting = new Replica.Lasting();
    Replica before =
        new Replica(kafka, fleet, false, lasting, kafka.consumer(), InstantSource.system());
    AssertSubscriber<Event> all =
        lasting.events().listen(Optional.empty(), List::of).subscribe().withSubscriber(unbounded());
    AssertSubscriber<Event> one =
        lasting
            .events()
            .listen(Optional.of(Replica.ID), () -> List.of(running()))
            .subscribe()
            .withSubscriber(unbounded());
    before.close();
    try (Replica after =
        new Replica(kafka, fleet, false, lasting, kafka.consumer(), InstantSource.system())) {
      all.awaitCompletion();
      one.awaitCompletion();
      assertThat(after.chronicle().experiments()).isEmpty();
    }
  }

  @Test
  void whoGaveUpWaitingForADeletionIsToldOfItOnce() throws Exception {
    try (PlayedHosts hosts = new PlayedHosts(broker.bootstrapServers(), FleetResource.HOSTS);
        Replica replica = new Replica(kafka, fleet, true)) {
      submitted(replica);
      replica.ask(new Request.Cancel(Replica.ID, new CompletableFuture<>()));
      replica.turnUntil(() -> replica.experiment().endedAt().isPresent());
      replica.askInVain(new Request.Delete(Replica.ID, new GivenUp()));
      assertThat(replica.chronicle().experiments()).isEmpty();
      assertThat(replica.ask(new Request.Delete(Replica.ID, new CompletableFuture<>())))
          .isInstanceOf(Answer.Deleted.class);
      assertThat(replica.ask(new Request.Delete(Replica.ID, new CompletableFuture<>())))
          .isInstanceOf(Answer.Unknown.class);
      assertThat(hosts.answered()).isPositive();
    }
  }

  /** Its user gives up while it is being decided. */
  private static final class GivenUp extends CompletableFuture<Answer> {
    @Override
    public boolean complete(Answer tooLate) {
      cancel(false);
      return super.complete(tooLate);
    }
  }

  private static Event running() {
    return new Event.ExperimentChanged(
        Replica.ID,
        new ExperimentSummary(Replica.ID, "x", Instant.EPOCH, ExperimentState.RUNNING, Map.of()));
  }

  private static AssertSubscriber<Event> unbounded() {
    return AssertSubscriber.create(Long.MAX_VALUE);
  }
}
