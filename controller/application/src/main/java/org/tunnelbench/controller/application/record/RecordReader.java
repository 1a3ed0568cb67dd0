package org.tunnelbench.controller.application.record;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.Positions;
import org.tunnelbench.controller.trial.Records;
import org.tunnelbench.controller.trial.TrialRecord;

/**
 * Reads the controller's topics, each of one partition, with a consumer without a group. What lies
 * in a topic where its writer has no business is not believed ({@link TopicsOfHosts}).
 */
final class RecordReader implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(RecordReader.class);

  /** How long reading the record from its beginning may take. */
  private static final Duration LONGEST_CATCH_UP = Duration.ofMinutes(2);

  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * Bound on the records that are held until the last of each key is known: only that one is worth
   * the time that it takes to understand it, and a trial writes all of its own within minutes.
   */
  private static final int MOST_UNFOLDED = 20_000;

  private static final TopicPartition EXPERIMENTS = partition(Topic.EXPERIMENTS);
  private static final TopicPartition TRIALS = partition(Topic.TRIALS);
  private static final TopicPartition SAMPLES = partition(Topic.SAMPLES);
  private static final TopicPartition REQUESTS = partition(Topic.REQUESTS);

  private final KafkaConsumer<String, byte[]> consumer;
  private final TopicsOfHosts hosts;

  /** What is read from the beginning. */
  private final List<TopicPartition> record;

  private final InstantSource clock;

  /** Where the topics ended when {@link #catchUp} was called. */
  private Map<TopicPartition, Long> endsAtStart = Map.of();

  private boolean caughtUp;

  RecordReader(
      KafkaConsumer<String, byte[]> consumer, Collection<HostName> hosts, InstantSource clock) {
    this.consumer = consumer;
    this.hosts = new TopicsOfHosts(hosts);
    this.clock = clock;
    record = with(List.of(EXPERIMENTS, TRIALS), this.hosts.facts());
  }

  private static TopicPartition partition(Topic topic) {
    return new TopicPartition(topic.name(), 0);
  }

  private static List<TopicPartition> with(
      Collection<TopicPartition> some, Collection<TopicPartition> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** What a record of a compacted topic tells of: a later one of the same takes its place. */
  private record Place(String topic, String key) {}

  /** What the topics held when they were read, and where they ended then. */
  record CaughtUp(Chronicle chronicle, Positions ends, long requests) {}

  /**
   * What a poll gave.
   *
   * @param unreadable passed over: nobody could ever read it
   */
  record Polled(List<Message> messages, List<DeadLetter> unreadable) {
    Polled {
      messages = List.copyOf(messages);
      unreadable = List.copyOf(unreadable);
    }

    static final Polled NOTHING = new Polled(List.of(), List.of());
  }

  /**
   * Reads the compacted topics from the beginning to where they end now. What cannot be read there
   * stays there: nothing of it is told beyond the log.
   *
   * @param alive called again and again meanwhile
   */
  CaughtUp catchUp(Runnable alive) {
    Map<TopicPartition, Long> ends =
        consumer.endOffsets(with(with(record, hosts.reports()), List.of(SAMPLES, REQUESTS)));
    endsAtStart = Map.copyOf(ends);
    consumer.assign(record);
    consumer.seekToBeginning(record);
    Chronicle chronicle = new Chronicle();
    var giveUp = clock.instant().plus(LONGEST_CATCH_UP);
    Map<Place, ConsumerRecord<String, byte[]>> last = new LinkedHashMap<>();
    while (!hasReached(ends, record)) {
      if (clock.instant().isAfter(giveUp)) {
        throw new TimeoutException(
            "the record could not be read within %d s".formatted(LONGEST_CATCH_UP.toSeconds()));
      }
      alive.run();
      for (ConsumerRecord<String, byte[]> written : consumer.poll(POLL)) {
        last.put(new Place(written.topic(), written.key()), written);
      }
      if (last.size() > MOST_UNFOLDED) {
        fold(chronicle, last.values());
        last.clear();
      }
    }
    fold(chronicle, last.values());
    return new CaughtUp(
        chronicle, new Positions(end(ends, SAMPLES), hosts.positions(ends)), end(ends, REQUESTS));
  }

  private boolean hasReached(Map<TopicPartition, Long> ends, Collection<TopicPartition> topics) {
    return topics.stream().allMatch(topic -> consumer.position(topic) >= end(ends, topic));
  }

  /** Whether all that the topics which are followed held at the start was polled. */
  boolean hasCaughtUp() {
    try {
      caughtUp = caughtUp || hasReached(endsAtStart, consumer.assignment());
    } catch (WakeupException woken) {
      // Told by the next call.
    }
    return caughtUp;
  }

  private static long end(Map<TopicPartition, Long> ends, TopicPartition topic) {
    return ends.getOrDefault(topic, 0L);
  }

  private static void fold(
      Chronicle chronicle, Collection<ConsumerRecord<String, byte[]>> records) {
    List<DeadLetter> left = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      read(record, left).ifPresent(message -> fold(chronicle, message));
    }
  }

  private static void fold(Chronicle chronicle, Message message) {
    switch (message) {
      case Message.Experiment read -> chronicle.fold(read.experiment());
      case Message.Trial read -> chronicle.fold(read.trial());
      case Message.ExperimentErased erased -> chronicle.erase(erased.id());
      case Message.TrialErased erased -> chronicle.erase(erased.id());
      case Message.Status read -> chronicle.fold(read.status(), read.offset());
      case Message.Reported unfitting -> {}
      case Message.Sampled unfitting -> {}
      case Message.Asked unfitting -> {}
    }
  }

  /**
   * From now on reads what agents and probes say, and what other replicas are asked.
   *
   * @param requests what was asked before this offset is not done any more: who asked was told to
   *     try again, or will be
   */
  void followHosts(Positions from, long requests) {
    Map<TopicPartition, Long> ofHosts = hosts.offsets(from);
    follow(with(ofHosts.keySet(), List.of(SAMPLES, REQUESTS)));
    ofHosts.forEach(consumer::seek);
    consumer.seek(REQUESTS, requests);
    consumer.seek(SAMPLES, from.samples());
  }

  /** From now on reads what another controller writes and answers, and samples. */
  void followRecord(CaughtUp start) {
    Map<TopicPartition, Long> read = new HashMap<>();
    record.forEach(topic -> read.put(topic, consumer.position(topic)));
    follow(with(record, List.of(SAMPLES, REQUESTS)));
    read.forEach(consumer::seek);
    consumer.seek(SAMPLES, start.ends().samples());
    consumer.seek(REQUESTS, start.requests());
  }

  private void follow(Collection<TopicPartition> topics) {
    consumer.assign(topics);
  }

  /**
   * What came next, after a short while at most; nothing where somebody has called {@link #wake}.
   */
  Polled poll() {
    try {
      ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
      List<Message> messages = new ArrayList<>();
      List<DeadLetter> unreadable = new ArrayList<>();
      for (ConsumerRecord<String, byte[]> record : records) {
        read(record, unreadable).ifPresent(messages::add);
      }
      return new Polled(messages, unreadable);
    } catch (WakeupException woken) {
      return Polled.NOTHING;
    }
  }

  /**
   * How many messages of each topic that is followed are not read yet, where that is known; of the
   * topics of hosts, all together.
   */
  Map<String, Long> lags() {
    Map<String, Long> lags = new HashMap<>();
    for (TopicPartition followed : consumer.assignment()) {
      consumer
          .currentLag(followed)
          .ifPresent(lag -> lags.merge(TopicsOfHosts.kind(followed.topic()), lag, Long::sum));
    }
    return lags;
  }

  /** Whether nothing is left to read, as far as the broker has told. */
  boolean isAtEnd() {
    return lags().values().stream().allMatch(lag -> lag == 0);
  }

  /** Ends a {@link #poll} at once; called by other threads. */
  void wake() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static Optional<Message> read(
      ConsumerRecord<String, byte[]> record, List<DeadLetter> unreadable) {
    try {
      byte @Nullable [] bytes = record.value();
      return bytes == null ? erased(record) : Optional.of(message(record, bytes));
    } catch (UnreadableMessageException | IllegalArgumentException e) {
      LOG.warnf(
          "passing over the message at offset %d of topic %s: %s",
          record.offset(), record.topic(), e.getMessage());
      unreadable.add(new DeadLetter(record, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private static Optional<Message> erased(ConsumerRecord<String, byte[]> record) {
    if (record.topic().equals(Topic.EXPERIMENTS.name())) {
      return Optional.of(new Message.ExperimentErased(new ExperimentId(record.key())));
    }
    if (record.topic().equals(Topic.TRIALS.name())) {
      return Optional.of(new Message.TrialErased(new TrialId(record.key())));
    }
    return Optional.empty();
  }

  private static Message message(ConsumerRecord<String, byte[]> record, byte[] bytes)
      throws UnreadableMessageException {
    if (record.topic().equals(Topic.REQUESTS.name())) {
      return new Message.Asked((Forwarded) Forwarded.CODEC.decode(bytes));
    }
    Object read = Records.CODEC.decode(bytes);
    TopicsOfHosts.demandPlace(read, record.topic());
    return switch (read) {
      case ExperimentRecord experiment -> new Message.Experiment(experiment);
      case TrialRecord trial -> new Message.Trial(trial);
      case HostStatus status -> new Message.Status(status, record.offset());
      case Report report -> new Message.Reported(report, record.offset());
      case TrafficSample sample -> new Message.Sampled(sample, record.offset());
      case Object other ->
          throw new UnreadableMessageException(
              "nobody reads a %s here".formatted(other.getClass().getSimpleName()));
    };
  }
}
