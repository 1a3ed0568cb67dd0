package org.tunnelbench.controller.application.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.application.Fleet;
import org.tunnelbench.controller.application.FleetResource;
import org.tunnelbench.controller.application.PlayedHosts;
import org.tunnelbench.controller.application.live.LiveEvents;
import org.tunnelbench.controller.experiment.EndpointSpecs;
import org.tunnelbench.controller.experiment.ExperimentPlanner;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.Patience;
import org.tunnelbench.controller.trial.Views;
import org.tunnelbench.testbroker.TestBroker;

/** A controller is killed in the middle of an experiment, and another one goes on. */
class TakeoverTest {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final ExperimentId ID = new ExperimentId("0123456789ab");

  private static final String DOCUMENT =
      """
      name: taken over
      blocks:
        - {tunnel: [gretap, ipip], protection: [none, esp/null/hmac-md5], mtu: [1300]}
      traffic: {tool: iperf3, seconds: 2, interval: 0.5}
      repetitions: 2
      """;

  private final Path fleetFile = FleetResource.write();
  private final Fleet fleet = new Fleet(fleetFile.toString());
  private final TestBroker broker = TestBroker.start();
  private final KafkaSettings kafka = new KafkaSettings(broker.bootstrapServers());
  private final Topics topics = new Topics(kafka, fleet);

  /** A controller's process without its HTTP. */
  private final class Replica implements AutoCloseable {
    private final ReadModel model = new ReadModel();
    private final Requests requests = new Requests();
    private final Session session;

    Replica(boolean orchestrates) {
      RecordReader reader = new RecordReader(kafka.consumer(), InstantSource.system());
      LiveEvents events = new LiveEvents();
      session =
          orchestrates
              ? new OrchestratingSession(
                  new OrchestratingSession.Parts(
                      reader,
                      kafka.orchestratingProducer(),
                      new EndpointSpecs(fleet.document(), new SecureRandom()),
                      Patience.DEFAULT,
                      requests,
                      events,
                      model,
                      InstantSource.system()))
              : new FollowingSession(reader, events, model, requests);
    }

    Chronicle chronicle() {
      return model.known().orElseThrow();
    }

    void turnUntil(BooleanSupplier reached) {
      Instant giveUp = Instant.now().plus(LONGEST_WAIT);
      while (!reached.getAsBoolean()) {
        assertThat(Instant.now()).isBefore(giveUp);
        session.turn();
      }
    }

    ExperimentRecord experiment() {
      return chronicle().experiment(ID).orElseThrow();
    }

    List<TrialResult> trials() {
      return Views.trials(chronicle(), experiment());
    }

    long measured() {
      return trials().stream().filter(trial -> trial.state() == Outcome.MEASURED).count();
    }

    void submit() throws Exception {
      ExperimentDocument document = ExperimentDocuments.parse(DOCUMENT);
      var statuses =
          chronicle().hosts().stream()
              .map(Chronicle.Heard::status)
              .collect(Collectors.toMap(HostStatus::host, status -> status));
      ExperimentRecord record =
          ExperimentRecord.submitted(
              ID,
              document,
              "fingerprint",
              ExperimentPlanner.plan(document, fleet.document(), statuses),
              Instant.now());
      CompletableFuture<Answer> answer =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return requests.submit(record);
                } catch (UnavailableException e) {
                  throw new AssertionError(e);
                }
              });
      turnUntil(answer::isDone);
      assertThat(answer.get()).isInstanceOf(Answer.Done.class);
    }

    @Override
    public void close() {
      session.close();
    }
  }

  @BeforeEach
  void prepareTopics() throws Exception {
    topics.prepare();
  }

  @AfterEach
  void stop() throws Exception {
    broker.close();
    Files.delete(fleetFile);
  }

  @Test
  void anotherGoesOnAndTheFirstIsFenced() throws Exception {
    try (PlayedHosts hosts = new PlayedHosts(broker.bootstrapServers(), FleetResource.HOSTS);
        Replica first = new Replica(true)) {
      first.turnUntil(() -> first.chronicle().hosts().size() == FleetResource.HOSTS.size());
      first.submit();
      first.turnUntil(() -> first.measured() >= 3);
      try (Replica second = new Replica(true);
          Replica reader = new Replica(false)) {
        assertThat(second.measured()).isGreaterThanOrEqualTo(3);
        assertThat(reader.experiment()).isEqualTo(second.experiment());
        second.turnUntil(() -> second.experiment().state() == ExperimentState.DONE);
        assertThat(second.trials())
            .hasSize(16)
            .allMatch(trial -> trial.state() == Outcome.MEASURED);
        reader.turnUntil(() -> reader.experiment().state() == ExperimentState.DONE);
        reader.turnUntil(() -> reader.trials().equals(second.trials()));
        assertThatThrownBy(() -> first.turnUntil(() -> first.measured() == 16))
            .isInstanceOf(KafkaException.class);
        assertThat(hosts.answered()).isGreaterThanOrEqualTo(16 * 6);
      }
    }
  }
}
