package org.tunnelbench.controller.application.record;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes Kafka clients whose every wait is bounded by a few seconds. */
@Singleton
class KafkaSettings {
  /** How long any one call to the broker may take; users are answered sooner. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(8);

  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(4);

  /** How long making the topics may take: a broker that has just started is slow at it. */
  private static final Duration LONGEST_PREPARATION = Duration.ofSeconds(20);

  private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(10);
  private static final int MOST_BYTES_FETCHED = 4 * 1024 * 1024;

  /** One at a time orchestrates: whoever takes this name last fences those before. */
  private static final String ORCHESTRATOR = "tunnelbench-orchestrator";

  private final String bootstrapServers;

  @Inject
  KafkaSettings(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  Admin admin() {
    Map<String, Object> settings = common();
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(LONGEST_PREPARATION));
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(LONGEST_PREPARATION));
    return Admin.create(settings);
  }

  /** A consumer without a group, which sees what was committed. */
  KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> settings = common();
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(LONGEST_CALL));
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_BYTES_FETCHED);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** The producer of the one that orchestrates: what it writes it writes in transactions. */
  KafkaProducer<String, byte[]> orchestratingProducer() {
    Map<String, Object> settings = common();
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, ORCHESTRATOR);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(LONGEST_TRANSACTION));
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(LONGEST_CALL));
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(LONGEST_CALL));
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> common() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(LONGEST_REQUEST));
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    return settings;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
