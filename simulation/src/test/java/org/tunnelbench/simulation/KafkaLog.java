package org.tunnelbench.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Kafka, as the fleet uses it. */
final class KafkaLog implements Log, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  /** Bound on waiting for markers of what was written. */
  private static final Duration LONGEST_READ = Duration.ofSeconds(30);

  private final String bootstrapServers;
  private final KafkaProducer<String, byte[]> producer;
  private final List<KafkaProducer<String, byte[]>> writers = new ArrayList<>();

  KafkaLog(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    producer = producer(Map.of("acks", "all", "enable.idempotence", true));
  }

  private KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("linger.ms", 0);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  private KafkaConsumer<String, byte[]> consumer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", bootstrapServers);
    settings.putIfAbsent("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static ProducerRecord<String, byte[]> record(Write write) {
    byte @Nullable [] value = write.value().orElse(null);
    return new ProducerRecord<>(write.topic(), write.key(), value);
  }

  @Override
  public long append(Write write) {
    try {
      return producer.send(record(write)).get().offset();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Writer writer(String name) {
    KafkaProducer<String, byte[]> writer = producer(Map.of("transactional.id", name));
    writers.add(writer);
    writer.initTransactions();
    return writes -> {
      try {
        writer.beginTransaction();
        for (Write write : writes) {
          var unused = writer.send(record(write));
        }
        writer.commitTransaction();
      } catch (ProducerFencedException | InvalidProducerEpochException e) {
        throw new FencedException(name, e);
      } catch (KafkaException e) {
        if (e.getCause() instanceof ProducerFencedException
            || e.getCause() instanceof InvalidProducerEpochException) {
          throw new FencedException(name, e);
        }
        throw e;
      }
    };
  }

  @Override
  public List<Stored> read(String topic, long from, int most) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<String, byte[]> consumer = consumer(Map.of())) {
      consumer.assign(List.of(partition));
      long end = written(partition);
      consumer.seek(partition, from);
      List<Stored> read = new ArrayList<>();
      long deadline = System.nanoTime() + LONGEST_READ.toNanos();
      while (read.size() < most && consumer.position(partition) < end) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("%s was not committed within %s".formatted(topic, LONGEST_READ));
        }
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          read.add(
              new Stored(
                  record.offset(),
                  record.key(),
                  Optional.ofNullable(record.value()),
                  Instant.ofEpochMilli(record.timestamp())));
        }
      }
      return List.copyOf(read.subList(0, Math.min(most, read.size())));
    }
  }

  /**
   * Where what was written ends, committed or not: what a writer has committed may be there for a
   * moment before its marker is, and so before the end of what is committed says so.
   */
  private long written(TopicPartition partition) {
    try (KafkaConsumer<String, byte[]> consumer =
        consumer(Map.of("isolation.level", "read_uncommitted"))) {
      return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }
  }

  @Override
  public long end(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<String, byte[]> consumer = consumer(Map.of())) {
      return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }
  }

  @Override
  public void commit(String group, String topic, long offset) {
    try (KafkaConsumer<String, byte[]> consumer = consumer(Map.of("group.id", group))) {
      consumer.commitSync(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)));
    }
  }

  @Override
  public OptionalLong committed(String group, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<String, byte[]> consumer = consumer(Map.of("group.id", group))) {
      @Nullable OffsetAndMetadata offset = consumer.committed(Set.of(partition)).get(partition);
      return offset == null ? OptionalLong.empty() : OptionalLong.of(offset.offset());
    }
  }

  @Override
  public void close() {
    writers.forEach(writer -> writer.close(Duration.ZERO));
    producer.close();
  }
}
