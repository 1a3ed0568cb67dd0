package org.tunnelbench.hostagent.application;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.hostagent.service.Announcements;

/**
 * Says in Kafka what the agent did and how its hosts stand, and goes on trying where it is away.
 */
@ApplicationScoped
class KafkaAnnouncements implements Announcements {
  /** Tries to send one message, a second apart: a broker that stays away longer was given up. */
  private static final int MOST_TRIES = 3_600;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Messages that may wait for the broker, per channel. */
  private static final int MOST_WAITING = 4_096;

  private static final System.Logger LOG = System.getLogger(KafkaAnnouncements.class.getName());

  private final Emitter<byte[]> reports;
  private final Emitter<byte[]> facts;
  private final AgentMetrics metrics;

  KafkaAnnouncements(
      @Channel("reports") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = MOST_WAITING)
          Emitter<byte[]> reports,
      @Channel("facts") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = MOST_WAITING)
          Emitter<byte[]> facts,
      MeterRegistry registry) {
    this.reports = reports;
    this.facts = facts;
    this.metrics = new AgentMetrics(registry);
  }

  @Override
  public CompletionStage<Void> report(Report report) {
    metrics.count(report);
    String trial = report.attempt().trial().value();
    return send(reports, trial, Messages.CODEC.encode(report), 1);
  }

  @Override
  public void status(HostStatus status) {
    metrics.show(status);
    LOG.log(
        System.Logger.Level.INFO,
        "{0}: {1} {2}",
        status.host(),
        status.condition(),
        status.reason());
    send(facts, status.host().value(), Messages.CODEC.encode(status), 1)
        .exceptionally(
            failed -> {
              LOG.log(
                  System.Logger.Level.ERROR,
                  status.host() + ": its facts could not be sent",
                  failed);
              return null;
            });
  }

  private static CompletionStage<Void> send(
      Emitter<byte[]> channel, String key, byte[] value, int nth) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    Metadata metadata =
        Metadata.of(OutgoingKafkaRecordMetadata.<String>builder().withKey(key).build());
    channel.send(
        Message.of(
            value,
            metadata,
            () -> {
              sent.complete(null);
              return CompletableFuture.completedStage(null);
            },
            failed -> {
              sent.completeExceptionally(failed);
              return CompletableFuture.completedStage(null);
            }));
    return sent.exceptionallyCompose(failed -> again(channel, key, value, nth, failed));
  }

  private static CompletionStage<Void> again(
      Emitter<byte[]> channel, String key, byte[] value, int nth, Throwable failed) {
    if (nth >= MOST_TRIES) {
      return CompletableFuture.failedStage(failed);
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "Kafka did not take a message of {0}, trying again: {1}",
        key,
        failed.getMessage());
    return CompletableFuture.supplyAsync(
            () -> nth + 1,
            CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS))
        .thenCompose(next -> send(channel, key, value, next));
  }
}
