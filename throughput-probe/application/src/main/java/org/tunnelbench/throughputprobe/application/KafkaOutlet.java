package org.tunnelbench.throughputprobe.application;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.throughputprobe.traffic.TrafficOutlet;

/**
 * Sends reports and samples to Kafka in the order in which they came. A report is sent once all
 * samples before it have arrived, so that who reads "ended" finds the samples there. What does not
 * arrive is sent again while the broker is away; a sample may then come twice, or after a later
 * one.
 */
@Singleton
class KafkaOutlet implements TrafficOutlet, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(KafkaOutlet.class);

  /** Ten minutes of four ends at ten samples a second. */
  private static final int MOST_WAITING = 24_000;

  /** Samples sent whose arrival is not known; below the emitter's own bound of 256. */
  private static final int MOST_UNDER_WAY = 128;

  /** How old a message may become; the controller gives a silent probe up long before. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

  /** Longer than the producer's own delivery.timeout.ms and max.block.ms. */
  private static final Duration LONGEST_SEND = Duration.ofSeconds(15);

  private final MutinyEmitter<byte[]> reports;
  private final MutinyEmitter<byte[]> samples;
  private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Deque<UnderWay> underWay = new ArrayDeque<>();
  private final Thread sender;
  private volatile boolean closing;

  @Inject
  KafkaOutlet(
      @Channel("reports") MutinyEmitter<byte[]> reports,
      @Channel("samples") MutinyEmitter<byte[]> samples) {
    this.reports = reports;
    this.samples = samples;
    sender = Thread.ofPlatform().daemon().name("kafka-outlet").start(this::send);
  }

  @Override
  public void report(Report report) {
    offer(new Outbound.OfReports(report));
  }

  @Override
  public void sample(TrafficSample sample) {
    offer(new Outbound.OfSamples(sample));
  }

  /** Sends what waits, within a bound. */
  @Override
  public void close() {
    closing = true;
    try {
      if (!sender.join(LONGEST_CLOSE)) {
        LOG.warnf("%d messages could not be sent before the end", waiting.size());
        sender.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void offer(Outbound message) {
    if (!waiting.offer(new Waiting(message, System.nanoTime() + PATIENCE.toNanos()))) {
      LOG.errorf(
          "%d messages wait for Kafka: one of trial %s is lost", MOST_WAITING, message.trial());
    }
  }

  private void send() {
    try {
      while (!closing || !waiting.isEmpty()) {
        Waiting next = waiting.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
          send(next);
        }
      }
      awaitSamples(0);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Waiting next) throws InterruptedException {
    switch (next.message()) {
      case Outbound.OfSamples sample -> {
        awaitSamples(MOST_UNDER_WAY - 1);
        underWay.add(new UnderWay(next, begin(sample)));
      }
      case Outbound.OfReports report -> {
        awaitSamples(0);
        sendUntilItArrives(next, begin(report));
      }
    }
  }

  private void awaitSamples(int most) throws InterruptedException {
    while (underWay.size() > most) {
      UnderWay oldest = underWay.removeFirst();
      sendUntilItArrives(oldest.message(), oldest.sent());
    }
  }

  private void sendUntilItArrives(Waiting message, CompletableFuture<Void> sent)
      throws InterruptedException {
    CompletableFuture<Void> last = sent;
    while (!arrives(last)) {
      if (System.nanoTime() > message.deadline()) {
        LOG.errorf("given up after %s: %s", PATIENCE, message.message());
        return;
      }
      Thread.sleep(PAUSE);
      last = begin(message.message());
    }
  }

  /**
   * A channel that is not connected yet, just after the start, throws: that is a failure as any.
   */
  private CompletableFuture<Void> begin(Outbound outbound) {
    MutinyEmitter<byte[]> channel = outbound instanceof Outbound.OfReports ? reports : samples;
    try {
      return channel.sendMessage(message(outbound)).subscribeAsCompletionStage();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static boolean arrives(CompletableFuture<Void> sent) throws InterruptedException {
    try {
      sent.get(LONGEST_SEND.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf("Kafka did not take a message: %s", e);
      return false;
    }
  }

  private static Message<byte[]> message(Outbound outbound) {
    return Message.of(
        outbound.value(),
        Metadata.of(
            OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(outbound.topic().name())
                .withKey(outbound.trial().toString())
                .build()));
  }

  /**
   * A message that was not sent yet.
   *
   * @param deadline by {@link System#nanoTime()}, after which it is not sent again
   */
  private record Waiting(Outbound message, long deadline) {}

  /** A sample that was sent and may have arrived. */
  private record UnderWay(Waiting message, CompletableFuture<Void> sent) {}
}
