package org.tunnelbench.testbroker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TestBrokerTest {
  @Test
  void keepsItsTopicsOverARestart() throws Exception {
    try (TestBroker broker = TestBroker.start()) {
      try (Admin admin = admin(broker)) {
        admin
            .createTopics(List.of(new NewTopic("kept", Optional.of(1), Optional.empty())))
            .all()
            .get();
      }
      broker.suspend();
      broker.resume();
      try (Admin admin = admin(broker)) {
        assertThat(admin.listTopics().names().get()).contains("kept");
      }
    }
  }

  private static Admin admin(TestBroker broker) {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }
}
