package org.tunnelbench.controller.application.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.application.Fleet;
import org.tunnelbench.controller.application.FleetResource;
import org.tunnelbench.controller.application.PlayedHosts;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.Records;
import org.tunnelbench.testbroker.TestBroker;

/**
 * An agent and a probe of one host say, where they may write, what is not theirs to say:
 *
 * <pre>
 *   thieves of new-a ── facts.new-a, reports.new-a, samples ──▶ controller
 * </pre>
 */
class ForgeryTest {
  private static final HostName STOLEN = new HostName("new-a");
  private static final HostName OTHER = new HostName("old-a");

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

  private void write(Topic topic, Object message) throws ExecutionException, InterruptedException {
    try (KafkaProducer<String, byte[]> producer = kafka.forwardingProducer()) {
      producer.send(new ProducerRecord<>(topic.name(), "key", Records.CODEC.encode(message))).get();
    }
  }

  private static double refused(Replica replica) {
    return replica.meters().find("tunnelbench.controller.unreadable.messages").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private static HostCondition condition(Replica replica, HostName host) {
    return replica.chronicle().hosts().stream()
        .map(Chronicle.Heard::status)
        .filter(status -> status.host().equals(host))
        .map(HostStatus::condition)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatOneHostSaysOfAnotherOrInTheControllersPlaceIsNotBelieved() throws Exception {
    try (PlayedHosts hosts = new PlayedHosts(broker.bootstrapServers(), FleetResource.HOSTS);
        Replica controller = new Replica(kafka, fleet, true)) {
      controller.turnUntil(
          () -> controller.chronicle().hosts().size() == FleetResource.HOSTS.size());

      write(
          Topic.facts(STOLEN),
          new HostStatus(
              OTHER, HostCondition.UNREACHABLE, "forged", Optional.empty(), Instant.now()));
      Report forged =
          new Report.EndpointDown(
              new Attempt(TrialId.of(Replica.ID, 0), 1), OTHER, List.of(), Optional.empty());
      write(Topic.reports(STOLEN), forged);
      write(Topic.SAMPLES, forged);
      write(Topic.facts(STOLEN), controller.submission("forged"));

      controller.turnUntil(() -> refused(controller) == 4);
      assertThat(condition(controller, OTHER)).isEqualTo(HostCondition.AVAILABLE);
      assertThat(controller.chronicle().experiments()).isEmpty();
      assertThat(hosts.answered()).isZero();
    }
    try (Replica next = new Replica(kafka, fleet, false)) {
      assertThat(condition(next, OTHER)).isEqualTo(HostCondition.AVAILABLE);
      assertThat(next.chronicle().experiments()).isEmpty();
    }
  }
}
