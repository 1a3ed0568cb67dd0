package org.tunnelbench.hostagent.application;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.hostagent.service.Backoff;

/**
 * Sends messages of one channel, and goes on trying where Kafka does not take them, for as long as
 * it takes: how many may wait is bounded by those who send.
 */
final class PersistentSender {
  /** Pauses between tries; the longest is what a message may lie after Kafka is there again. */
  private static final Backoff PAUSES = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5));

  private static final System.Logger LOG = System.getLogger(PersistentSender.class.getName());

  private final Emitter<byte[]> channel;
  private final Backoff first;

  PersistentSender(Emitter<byte[]> channel) {
    this(channel, PAUSES);
  }

  PersistentSender(Emitter<byte[]> channel, Backoff first) {
    this.channel = channel;
    this.first = first;
  }

  /**
   * A message on its way.
   *
   * @param once tries to send it
   */
  private record Sending(
      String key,
      Supplier<CompletionStage<Void>> once,
      BooleanSupplier stillWanted,
      CompletableFuture<Void> kept) {}

  /**
   * Sends a message.
   *
   * @param stillWanted asked before each further try: what is no longer wanted is not sent later,
   *     after what took its place
   * @return done once Kafka keeps it, or it is no longer wanted; fails where the channel is closed
   */
  CompletionStage<Void> send(Topic topic, String key, byte[] value, BooleanSupplier stillWanted) {
    Sending sending =
        new Sending(key, () -> sendOnce(topic, key, value), stillWanted, new CompletableFuture<>());
    attempt(sending, first);
    return sending.kept();
  }

  private void attempt(Sending sending, Backoff backoff) {
    sending
        .once()
        .get()
        .whenComplete(
            (sent, failed) -> {
              if (failed == null) {
                sending.kept().complete(null);
              } else if (channel.isCancelled()) {
                sending.kept().completeExceptionally(failed);
              } else {
                again(sending, backoff, failed);
              }
            });
  }

  private void again(Sending sending, Backoff backoff, Throwable failed) {
    LOG.log(
        System.Logger.Level.WARNING,
        "Kafka did not take a message of {0}, trying again: {1}",
        sending.key(),
        failed.getMessage());
    CompletableFuture.delayedExecutor(backoff.pause().toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (sending.stillWanted().getAsBoolean()) {
                attempt(sending, backoff.next());
              } else {
                sending.kept().complete(null);
              }
            });
  }

  private CompletionStage<Void> sendOnce(Topic topic, String key, byte[] value) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    Message<byte[]> message =
        Message.of(
            value,
            Metadata.of(
                OutgoingKafkaRecordMetadata.<String>builder()
                    .withTopic(topic.name())
                    .withKey(key)
                    .build()),
            () -> {
              sent.complete(null);
              return CompletableFuture.completedStage(null);
            },
            failed -> {
              sent.completeExceptionally(failed);
              return CompletableFuture.completedStage(null);
            });
    try {
      channel.send(message);
    } catch (IllegalStateException full) {
      // As many wait as the channel holds, or it is closed.
      sent.completeExceptionally(full);
    }
    return sent;
  }
}
