package org.tunnelbench.controller.application.record;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.tunnelbench.contract.message.Topic;

/**
 * Whether this replica is the one to orchestrate: Kafka gives the one partition of the requests to
 * one member of the replicas' group, and to another one when that one is silent for {@link
 * #SESSION}, or does not call {@link #holds} for {@link #LONGEST_SILENCE}. That is what makes
 * somebody orchestrate; that nobody else writes is the work of the transactional producer, which
 * fences the one before (docs/decisions/0012-who-orchestrates.md).
 *
 * <p>Belongs to one thread.
 */
final class Leadership implements AutoCloseable {
  /** How long a replica may be silent; the least that brokers allow by default. */
  static final Duration SESSION = Duration.ofSeconds(6);

  /** How long the thread that owns the record may be busy with one thing. */
  static final Duration LONGEST_SILENCE = Duration.ofMillis(8_500);

  /** How long it is waited at the start until it is known who orchestrates. */
  private static final Duration LONGEST_JOIN = Duration.ofSeconds(3);

  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONGEST_LEAVE = Duration.ofSeconds(2);

  private final KafkaSettings kafka;
  private Optional<KafkaConsumer<String, byte[]>> member = Optional.empty();
  private long lastAsked = System.nanoTime();

  Leadership(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /** Waits, within a bound, until it is known whether this replica is the one. */
  void join() {
    long giveUp = System.nanoTime() + LONGEST_JOIN.toNanos();
    while (!holds(SHORT) && !isMember() && System.nanoTime() < giveUp) {
      Thread.onSpinWait();
    }
  }

  private boolean isMember() {
    return member.map(joined -> joined.groupMetadata().generationId() > 0).orElse(false);
  }

  /** Whether it is this one, as far as is known; to be asked again and again. */
  boolean holds() {
    return holds(Duration.ZERO);
  }

  private boolean holds(Duration patience) {
    long now = System.nanoTime();
    if (now - lastAsked > SESSION.toNanos()) {
      // Stopped for so long, or too busy: another one may have taken over, and this one stands
      // back.
      resign();
    }
    lastAsked = now;
    try {
      KafkaConsumer<String, byte[]> asked = member.orElseGet(this::enter);
      // What it is given it never reads: the session does that.
      asked.pause(asked.assignment());
      asked.poll(patience);
      return !asked.assignment().isEmpty();
    } catch (KafkaException e) {
      resign();
      throw e;
    }
  }

  private KafkaConsumer<String, byte[]> enter() {
    KafkaConsumer<String, byte[]> entered = kafka.groupMember();
    member = Optional.of(entered);
    entered.subscribe(List.of(Topic.REQUESTS.name()));
    return entered;
  }

  /** Another one is to do it; this one comes back as the last to have come. */
  void resign() {
    Optional<KafkaConsumer<String, byte[]>> leaving = member;
    member = Optional.empty();
    leaving.ifPresent(
        left ->
            left.close(
                CloseOptions.timeout(LONGEST_LEAVE)
                    .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)));
  }

  @Override
  public void close() {
    resign();
  }
}
