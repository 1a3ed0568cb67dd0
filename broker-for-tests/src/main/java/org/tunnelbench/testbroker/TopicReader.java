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

/** Reads topics from their start, as the controller does, and keeps to one key. */
public final class TopicReader implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaConsumer<String, byte[]> consumer;
  private final String key;
  private final Queue<byte[]> read = new ArrayDeque<>();

  /** Of the records with this key. */
  public TopicReader(String bootstrapServers, Topic topic, String key) {
    this(bootstrapServers, List.of(topic), key);
  }

  /** Of the records with this key in any of the topics. */
  public TopicReader(String bootstrapServers, List<Topic> topics, String key) {
    this.key = key;
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        topics.stream().map(topic -> new TopicPartition(topic.name(), 0)).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** The next message with the key, which must be of this type. */
  public <T> T next(Class<T> type) throws UnreadableMessageException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (read.isEmpty() && System.nanoTime() < deadline) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
        if (key.equals(record.key())) {
          read.add(record.value());
        }
      }
    }
    if (read.isEmpty()) {
      throw new AssertionError("no " + type.getSimpleName() + " within " + PATIENCE);
    }
    return type.cast(Messages.CODEC.decode(read.remove()));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
