package org.tunnelbench.simulation;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.tunnelbench.testbroker.TestBroker;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaLogTest extends LogContract {
  private final TestBroker broker = TestBroker.start();
  private final KafkaLog log = new KafkaLog(broker.bootstrapServers());

  @AfterAll
  void stop() {
    log.close();
    broker.close();
  }

  @Override
  Log log(String... topics) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              Arrays.stream(topics).map(topic -> new NewTopic(topic, 1, (short) 1)).toList())
          .all()
          .get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
    return log;
  }
}
