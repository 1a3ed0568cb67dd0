package org.tunnelbench.throughputprobe.application;

import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.UnreadableMessageException;

/**
 * Takes commands from Kafka. One is acknowledged when it is on the probe's disk or answered, so
 * that a crash before that brings it again; the next is taken meanwhile, since hosts do not wait
 * for each other.
 */
@Singleton
class CommandConsumer {
  private static final Logger LOG = Logger.getLogger(CommandConsumer.class);

  private final Probe probe;

  @Inject
  CommandConsumer(Probe probe) {
    this.probe = probe;
  }

  @Incoming("probe-commands")
  @Acknowledgment(Acknowledgment.Strategy.MANUAL)
  CompletionStage<Void> take(Message<byte[]> message) {
    var unused =
        handle(message)
            .exceptionally(
                failed -> {
                  LOG.error("a command could not be handled", failed);
                  return null;
                })
            .thenCompose(handled -> message.ack());
    return CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<Void> handle(Message<byte[]> message) {
    try {
      if (Messages.CODEC.decode(message.getPayload()) instanceof ProbeCommand command) {
        return probe.service().handle(command, age(message));
      }
      return CompletableFuture.failedFuture(
          new UnreadableMessageException("not a command for a probe"));
    } catch (UnreadableMessageException | InvalidValueException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Duration age(Message<byte[]> message) {
    return message
        .getMetadata(IncomingKafkaRecordMetadata.class)
        .map(record -> Duration.between(record.getTimestamp(), Instant.now()))
        .orElse(Duration.ZERO);
  }
}
