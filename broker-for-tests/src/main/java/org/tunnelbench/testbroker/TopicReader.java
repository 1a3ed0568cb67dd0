package org.tunnelbench.testbroker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.message.UnreadableMessageException;

/** Reads a topic from its start, as the controller does, and keeps to one key. */
public final class TopicReader implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaConsumer<String, byte[]> consumer;
  private final String key;
  private final Queue<Object> read = new ArrayDeque<>();

  /** Of the records with this key. */
  public TopicReader(String bootstrapServers, Topic topic, String key) {
    this.key = key;
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = List.of(new TopicPartition(topic.name(), 0));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** The next message with the key, which must be of this type. */
  public <T> T next(Class<T> type) throws UnreadableMessageException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (read.isEmpty() && System.nanoTime() < deadline) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
        if (key.equals(record.key())) {
          read.add(Messages.CODEC.decode(record.value()));
        }
      }
    }
    if (read.isEmpty()) {
      throw new AssertionError("no " + type.getSimpleName() + " within " + PATIENCE);
    }
    return type.cast(read.remove());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
