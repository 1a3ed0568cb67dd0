package org.tunnelbench.testbroker;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.Topic;

/** Makes a fleet's topics, and writes to them. */
public final class TopicWriter {
  private static final long LONGEST_CALL_SECONDS = 30;

  private final String bootstrapServers;

  public TopicWriter(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Makes those topics of a fleet with these hosts that are not there yet. */
  public void make(List<HostName> hosts) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Set<String> existing = admin.listTopics().names().get(LONGEST_CALL_SECONDS, TimeUnit.SECONDS);
      admin
          .createTopics(
              Topic.all(hosts).stream()
                  .filter(topic -> !existing.contains(topic.name()))
                  .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                  .toList())
          .all()
          .get(LONGEST_CALL_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Writes a record; when this returns the broker has it. */
  public void send(Topic topic, String key, byte[] value) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(topic.name(), key, value))
          .get(LONGEST_CALL_SECONDS, TimeUnit.SECONDS);
    }
  }
}
