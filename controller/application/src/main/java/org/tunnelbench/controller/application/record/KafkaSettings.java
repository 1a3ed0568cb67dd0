package org.tunnelbench.controller.application.record;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tunnelbench.contract.access.ClientNames;

/** Makes Kafka clients whose every wait is bounded by a few seconds. */
@Singleton
class KafkaSettings {
  /** How long any one call to the broker may take; users are answered sooner. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(8);

  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(4);

  /** How long making the topics may take: a broker that has just started is slow at it. */
  private static final Duration LONGEST_PREPARATION = Duration.ofSeconds(20);

  private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(10);

  /** Longer than it takes to hand a whole transaction to the producer. */
  private static final Duration BEFORE_COMMIT = Duration.ofMillis(500);

  private static final Duration BEFORE_NEXT_TRY = Duration.ofMillis(10);

  /** How long the producer remembers where a topic is that it does not write to. */
  private static final Duration LONGEST_IDLE = Duration.ofDays(7);

  private static final int MOST_ASKED_AT_ONCE = 64;
  private static final int MOST_BYTES_FETCHED = 4 * 1024 * 1024;
  private static final int MOST_BYTES_IMPORTED_AT_ONCE = 4 * 1024 * 1024;

  /** Whoever forwards gives up before its user does. */
  private static final Duration LONGEST_FORWARDING = Duration.ofSeconds(2);

  private static final Duration HEARTBEAT = Duration.ofMillis(500);

  /**
   * Clients of one process would all be members of the group that the platform names after the
   * application; here each says of which it is, or of none.
   */
  private static final String OF_THE_PLATFORM = ConsumerConfig.GROUP_ID_CONFIG;

  private final String bootstrapServers;

  private final Map<String, Object> connection;

  private final Optional<String> replica;

  /**
   * @param connection how every client reaches Kafka: all settings that begin with {@code kafka.},
   *     or {@code KAFKA_} in the environment, without that beginning
   * @param replica names this replica for good, so that one that is started again takes its place
   *     among the others at once; where it is absent, its former place is free again only after
   *     {@link Leadership#SESSION}. No two replicas have one name.
   */
  @Inject
  KafkaSettings(
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
      @Identifier("default-kafka-broker") Map<String, Object> connection,
      @ConfigProperty(name = "tunnelbench.replica") Optional<String> replica) {
    this.bootstrapServers = bootstrapServers;
    this.connection = new HashMap<>(connection);
    this.connection.remove(OF_THE_PLATFORM);
    this.replica = replica;
  }

  KafkaSettings(String bootstrapServers) {
    this(bootstrapServers, Map.of(), Optional.empty());
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

  /**
   * The producer of the one that orchestrates: what it writes it writes in transactions, and
   * whoever takes its name last fences those before.
   *
   * @param topics that it may write to
   */
  KafkaProducer<String, byte[]> orchestratingProducer(Collection<String> topics) {
    Map<String, Object> settings = common();
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, ClientNames.ORCHESTRATOR);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(LONGEST_TRANSACTION));
    // Nothing waits for so long: the commit sends what there is, all of it together.
    settings.put(ProducerConfig.LINGER_MS_CONFIG, millis(BEFORE_COMMIT));
    // While the end of the last transaction is still being written the broker takes nothing new.
    settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, millis(BEFORE_NEXT_TRY));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(LONGEST_CALL));
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(LONGEST_CALL));
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, LONGEST_IDLE.toMillis());
    KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    learn(producer, topics);
    return producer;
  }

  /**
   * Asks where all the topics are. The producer would ask for one after the other, each when it is
   * first written to: with those of a thousand hosts that takes longer than a transaction may. What
   * is asked at the same time goes into one request.
   */
  private static void learn(Producer<?, ?> producer, Collection<String> topics) {
    ExecutorService asking = Executors.newFixedThreadPool(MOST_ASKED_AT_ONCE);
    try {
      CompletableFuture.allOf(
              topics.stream()
                  .map(
                      topic ->
                          CompletableFuture.runAsync(() -> producer.partitionsFor(topic), asking))
                  .toArray(CompletableFuture[]::new))
          .orTimeout(LONGEST_CALL.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      producer.close(Duration.ZERO);
      throw new KafkaException("where the topics are was not told: " + e.getCause(), e);
    } finally {
      asking.shutdownNow();
    }
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
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, ClientNames.CONTROLLERS);
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
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(LONGEST_REQUEST));
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    return settings;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
