package org.tunnelbench.controller.application.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.controller.application.Fleet;
import org.tunnelbench.controller.application.FleetResource;
import org.tunnelbench.testbroker.TestBroker;

class TopicsTest {
  private final Path fleetFile = FleetResource.write();
  private final TestBroker broker = TestBroker.start();
  private final KafkaSettings kafka = new KafkaSettings(broker.bootstrapServers());
  private final Topics topics = new Topics(kafka, new Fleet(fleetFile.toString()));

  @AfterEach
  void stop() throws Exception {
    broker.close();
    Files.delete(fleetFile);
  }

  @Test
  void createsWhatIsMissingAndTakesWhatIsThere() throws Exception {
    topics.prepare();
    topics.prepare();
    try (Admin admin = kafka.admin()) {
      assertThat(admin.listTopics().names().get())
          .containsAll(Topic.all(FleetResource.HOSTS).stream().map(Topic::name).toList());
    }
  }

  @Test
  void compactedOnesAreMadeInSmallSegmentsAndTakenInOthers() throws Exception {
    try (Admin admin = kafka.admin()) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topic.EXPERIMENTS.name(), Optional.of(1), Optional.empty())
                      .configs(Map.of("cleanup.policy", "compact"))))
          .all()
          .get();

      topics.prepare();

      assertThat(segmentBytes(admin, Topic.TRIALS)).isEqualTo("67108864");
      assertThat(segmentBytes(admin, Topic.EXPERIMENTS)).isEqualTo("1073741824");
    }
  }

  private static String segmentBytes(Admin admin, Topic topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    return admin
        .describeConfigs(List.of(resource))
        .all()
        .get()
        .values()
        .iterator()
        .next()
        .get("segment.bytes")
        .value();
  }

  @Test
  void refusesATopicThatWasMadeOtherwiseAndSaysWhatToDo() throws Exception {
    try (Admin admin = kafka.admin()) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topic.TRIALS.name(), Optional.of(2), Optional.empty()),
                  new NewTopic(Topic.SAMPLES.name(), Optional.of(1), Optional.empty())
                      .configs(Map.of("retention.ms", "60000"))))
          .all()
          .get();
    }
    assertThatThrownBy(topics::prepare)
        .isInstanceOf(Topics.WrongTopicException.class)
        .hasMessage(
            "topic tunnelbench.trials has 2 partitions and must have 1; topic tunnelbench.trials"
                + " has cleanup.policy 'delete' and must have 'compact'; topic tunnelbench.samples"
                + " has retention.bytes '-1' and must have '4294967296'; topic tunnelbench.samples"
                + " has retention.ms '60000' and must have '2592000000': change it with"
                + " kafka-configs, or delete it and let the controller create it");
  }
}
