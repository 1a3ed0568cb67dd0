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
 * samples before it have arrived, so that who reads "ended" finds the samples there; it is sent
 * again and again while the broker is away. A sample that Kafka refuses is lost, and logged.
 */
@Singleton
class KafkaOutlet implements TrafficOutlet, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(KafkaOutlet.class);

  /** Ten minutes of four ends at ten samples a second. */
  private static final int MOST_WAITING = 24_000;

  /** Samples sent whose arrival is not known; below the emitter's own bound of 256. */
  private static final int MOST_UNDER_WAY = 128;

  /** How long a report is tried; the controller gives a silent probe up long before. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

  /** Longer than the producer's own delivery.timeout.ms and max.block.ms. */
  private static final Duration LONGEST_SEND = Duration.ofSeconds(15);

  private final MutinyEmitter<byte[]> reports;
  private final MutinyEmitter<byte[]> samples;
  private final BlockingQueue<Outbound> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Deque<CompletableFuture<Void>> underWay = new ArrayDeque<>();
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
    if (!waiting.offer(message)) {
      LOG.errorf(
          "%d messages wait for Kafka: one of trial %s is lost", MOST_WAITING, message.trial());
    }
  }

  private void send() {
    try {
      while (!closing || !waiting.isEmpty()) {
        Outbound message = waiting.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        if (message instanceof Outbound.OfSamples sample) {
          sendWithoutWaiting(sample);
        } else if (message instanceof Outbound.OfReports report) {
          sendUntilItArrives(report);
        }
      }
      awaitSamples(0);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendWithoutWaiting(Outbound.OfSamples sample) throws InterruptedException {
    awaitSamples(MOST_UNDER_WAY - 1);
    underWay.add(samples.sendMessage(message(sample)).subscribeAsCompletionStage());
  }

  private void sendUntilItArrives(Outbound.OfReports report) throws InterruptedException {
    awaitSamples(0);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!arrives(reports.sendMessage(message(report)).subscribeAsCompletionStage())) {
      if (System.nanoTime() > deadline) {
        LOG.errorf("given up after %s: %s", PATIENCE, report.report());
        return;
      }
      Thread.sleep(PAUSE);
    }
  }

  private void awaitSamples(int most) throws InterruptedException {
    while (underWay.size() > most) {
      if (!arrives(underWay.removeFirst())) {
        LOG.error("a sample is lost");
      }
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
                .withKey(outbound.trial().toString())
                .build()));
  }
}
