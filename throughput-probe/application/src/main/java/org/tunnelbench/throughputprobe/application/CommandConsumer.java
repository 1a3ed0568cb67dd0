package org.tunnelbench.throughputprobe.application;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
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
import org.tunnelbench.contract.metric.SharedMetrics;
import org.tunnelbench.throughputprobe.metrics.MetricNames;

/**
 * Takes commands from Kafka. One is acknowledged when it is on the probe's disk or answered, so
 * that a crash before that brings it again; the next is taken meanwhile, since hosts do not wait
 * for each other.
 */
@Singleton
class CommandConsumer {
  private static final Logger LOG = Logger.getLogger(CommandConsumer.class);

  private final Probe probe;
  private final MeterRegistry registry;

  @Inject
  CommandConsumer(Probe probe, MeterRegistry registry) {
    this.probe = probe;
    this.registry = registry;
  }

  @Incoming("probe-commands")
  @Acknowledgment(Acknowledgment.Strategy.MANUAL)
  CompletionStage<Void> take(Message<byte[]> message) {
    CompletableFuture<Void> begun;
    try {
      begun = probe.service().handle(command(message), age(message));
    } catch (UnreadableMessageException | InvalidValueException e) {
      LOG.errorf("passed over a command: %s", e.getMessage());
      count(message);
      // The channel's dead-letter-queue takes it.
      return message.nack(e);
    }
    var unused =
        begun
            .exceptionally(
                failed -> {
                  LOG.error("a command could not be handled", failed);
                  return null;
                })
            .thenCompose(handled -> message.ack());
    return CompletableFuture.completedFuture(null);
  }

  private static ProbeCommand command(Message<byte[]> message) throws UnreadableMessageException {
    if (Messages.CODEC.decode(message.getPayload()) instanceof ProbeCommand command) {
      return command;
    }
    throw new UnreadableMessageException("not a command for a probe");
  }

  private void count(Message<byte[]> message) {
    Counter.builder(MetricNames.UNREADABLE.meter())
        .description(MetricNames.UNREADABLE.description())
        .tag(
            SharedMetrics.TOPIC,
            message
                .getMetadata(IncomingKafkaRecordMetadata.class)
                .map(record -> record.getTopic())
                .orElse(""))
        .register(registry)
        .increment();
  }

  private static Duration age(Message<byte[]> message) {
    return message
        .getMetadata(IncomingKafkaRecordMetadata.class)
        .map(record -> Duration.between(record.getTimestamp(), Instant.now()))
        .orElse(Duration.ZERO);
  }
}
