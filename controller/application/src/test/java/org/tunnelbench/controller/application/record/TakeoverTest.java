package org.tunnelbench.controller.application.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.controller.application.Fleet;
import org.tunnelbench.controller.application.FleetResource;
import org.tunnelbench.controller.application.PlayedHosts;
import org.tunnelbench.testbroker.TestBroker;

/** A controller is killed in the middle of an experiment, and another one goes on. */
class TakeoverTest {
  private final Path fleetFile = FleetResource.write();
  private final Fleet fleet = new Fleet(fleetFile.toString());
  private final TestBroker broker = TestBroker.start();
  private final KafkaSettings kafka = new KafkaSettings(broker.bootstrapServers());
  private final Topics topics = new Topics(kafka, fleet);

  private Replica replica(boolean orchestrates) {
    return new Replica(kafka, fleet, orchestrates);
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
        Replica first = replica(true)) {
      first.turnUntil(() -> first.chronicle().hosts().size() == FleetResource.HOSTS.size());
      first.submit();
      first.turnUntil(() -> first.measured() >= 3);
      try (Replica second = replica(true);
          Replica reader = replica(false)) {
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
