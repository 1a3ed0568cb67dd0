package org.tunnelbench.controller.application.record;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
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
  private static final int MOST_BYTES_IMPORTED_AT_ONCE = 4 * 1024 * 1024;

  /** Whoever forwards gives up before its user does. */
  private static final Duration LONGEST_FORWARDING = Duration.ofSeconds(2);

  /** One at a time orchestrates: whoever takes this name last fences those before. */
  private static final String ORCHESTRATOR = "tunnelbench-orchestrator";

  private static final String CONTROLLERS = "tunnelbench-controllers";

  private static final Duration HEARTBEAT = Duration.ofMillis(500);

  private final String bootstrapServers;

  private final Optional<String> replica;

  /**
   * @param replica names this replica for good, so that one that is started again takes its place
   *     among the others at once; where it is absent, its former place is free again only after
   *     {@link Leadership#SESSION}. No two replicas have one name.
   */
  @Inject
  KafkaSettings(
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
      @ConfigProperty(name = "tunnelbench.replica") Optional<String> replica) {
    this.bootstrapServers = bootstrapServers;
    this.replica = replica;
  }

  KafkaSettings(String bootstrapServers) {
    this(bootstrapServers, Optional.empty());
  }

  /** Who this is, in the header of what it writes. */
  String writer() {
    return replica.orElse("controller");
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

  /** The producer of those that pass requests on. */
  KafkaProducer<String, byte[]> forwardingProducer() {
    Map<String, Object> settings = common();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(LONGEST_FORWARDING));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(LONGEST_FORWARDING));
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(LONGEST_FORWARDING));
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /** The producer of samples that were measured elsewhere: many at once, and few in memory. */
  KafkaProducer<String, byte[]> importingProducer() {
    Map<String, Object> settings = common();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, MOST_BYTES_IMPORTED_AT_ONCE);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(LONGEST_CALL));
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(LONGEST_CALL));
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * A consumer whose part in its group tells who orchestrates; it is given up where it does not
   * poll for {@link Leadership#LONGEST_SILENCE}.
   */
  KafkaConsumer<String, byte[]> groupMember() {
    Map<String, Object> settings = common();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, CONTROLLERS);
    replica.ifPresent(name -> settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name));
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(Leadership.SESSION));
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, millis(HEARTBEAT));
    settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, millis(Leadership.LONGEST_SILENCE));
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(LONGEST_CALL));
    // Whoever has the partition keeps it when another one comes.
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
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
