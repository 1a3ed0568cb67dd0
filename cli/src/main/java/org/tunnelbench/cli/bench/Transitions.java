package org.tunnelbench.cli.bench;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.controller.trial.Ended;
import org.tunnelbench.controller.trial.Records;
import org.tunnelbench.controller.trial.TrialRecord;

/** Counts what the record says of trials: each of its messages is a transition of one. */
final class Transitions implements AutoCloseable {
  private static final TopicPartition TRIALS = new TopicPartition(Topic.TRIALS.name(), 0);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Set<String> ended = new HashSet<>();
  private long count;

  Transitions(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(TRIALS));
    consumer.seekToBeginning(List.of(TRIALS));
  }

  /** Reads on for so long at most. */
  void read(Duration longest) {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(longest)) {
      take(record);
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      if (Records.CODEC.decode(record.value()) instanceof TrialRecord trial) {
        count++;
        if (trial.state() instanceof Ended) {
          ended.add(record.key());
        }
      }
    } catch (UnreadableMessageException e) {
      throw new IllegalStateException("the record of the controller cannot be read", e);
    }
  }

  /** How many transitions were read. */
  long count() {
    return count;
  }

  /** How many trials have ended. */
  int ended() {
    return ended.size();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
