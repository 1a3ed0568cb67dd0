package org.tunnelbench.hostagent.application;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Sends messages of one channel, and goes on trying where Kafka does not take them. */
final class PersistentSender {
  /** Tries to send one message, a second apart: a broker that stays away longer was given up. */
  private static final int MOST_TRIES = 3_600;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final System.Logger LOG = System.getLogger(PersistentSender.class.getName());

  private final Emitter<byte[]> channel;

  PersistentSender(Emitter<byte[]> channel) {
    this.channel = channel;
  }

  /**
   * Sends a message.
   *
   * @param stillWanted asked before each further try: what is no longer wanted is not sent later,
   *     after what took its place
   * @return done once Kafka keeps it, or it is no longer wanted
   */
  CompletionStage<Void> send(String key, byte[] value, BooleanSupplier stillWanted) {
    return send(key, value, stillWanted, 1);
  }

  private CompletionStage<Void> send(
      String key, byte[] value, BooleanSupplier stillWanted, int nth) {
    return sendOnce(key, value)
        .exceptionallyCompose(failed -> again(key, value, stillWanted, nth, failed));
  }

  private CompletionStage<Void> again(
      String key, byte[] value, BooleanSupplier stillWanted, int nth, Throwable failed) {
    if (nth >= MOST_TRIES) {
      return CompletableFuture.failedStage(failed);
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "Kafka did not take a message of {0}, trying again: {1}",
        key,
        failed.getMessage());
    return CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS))
        .thenCompose(
            passed ->
                stillWanted.getAsBoolean()
                    ? send(key, value, stillWanted, nth + 1)
                    : CompletableFuture.completedStage(null));
  }

  private CompletionStage<Void> sendOnce(String key, byte[] value) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    channel.send(
        Message.of(
            value,
            Metadata.of(OutgoingKafkaRecordMetadata.<String>builder().withKey(key).build()),
            () -> {
              sent.complete(null);
              return CompletableFuture.completedStage(null);
            },
            failed -> {
              sent.completeExceptionally(failed);
              return CompletableFuture.completedStage(null);
            }));
    return sent;
  }
}
