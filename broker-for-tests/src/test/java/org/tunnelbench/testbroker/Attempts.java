package org.tunnelbench.testbroker;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tunnelbench.contract.message.Topic;

/** What a user tries: to read and to write topics that hold something. */
final class Attempts implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> settings;
  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;

  Attempts(Map<String, String> client) {
    settings = new HashMap<>(client);
    settings.put("linger.ms", 0);
    // Else whoever may write nothing at all is refused before it is looked at which topic it is.
    settings.put("enable.idempotence", false);
    settings.put("max.block.ms", PATIENCE.toMillis());
    settings.put("default.api.timeout.ms", Math.toIntExact(PATIENCE.toMillis()));
    consumer = consumer(Map.of());
    producer = producer(Map.of());
  }

  private Map<String, Object> with(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(more);
    return all;
  }

  KafkaConsumer<String, byte[]> consumer(Map<String, Object> more) {
    return new KafkaConsumer<>(with(more), new StringDeserializer(), new ByteArrayDeserializer());
  }

  KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
    return new KafkaProducer<>(with(more), new StringSerializer(), new ByteArraySerializer());
  }

  Admin admin() {
    return Admin.create(with(Map.of()));
  }

  /** Whether the broker lets this user read the topic, which must not be empty. */
  boolean reads(Topic topic) {
    List<TopicPartition> partition = List.of(new TopicPartition(topic.name(), 0));
    consumer.assign(partition);
    consumer.seekToBeginning(partition);
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (System.nanoTime() < giveUp) {
        if (!consumer.poll(POLL).isEmpty()) {
          return true;
        }
      }
      throw new AssertionError(topic.name() + " was neither read nor refused in " + PATIENCE);
    } catch (TopicAuthorizationException refused) {
      return false;
    }
  }

  /** Whether the broker lets this user write to the topic. */
  boolean writes(Topic topic) throws InterruptedException {
    try {
      producer.send(new ProducerRecord<>(topic.name(), "key", new byte[] {1})).get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        return false;
      }
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    consumer.close();
    producer.close(Duration.ZERO);
  }
}
