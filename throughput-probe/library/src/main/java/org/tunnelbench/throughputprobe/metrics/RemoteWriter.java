package org.tunnelbench.throughputprobe.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.metric.Metric;
import org.xerial.snappy.Snappy;

/**
 * Sends points to a Prometheus, from a thread of its own: whoever gives it points never waits. What
 * the server cannot take now is sent again; what it refuses, and what comes while {@value
 * #MOST_WAITING} points wait, is dropped and counted.
 */
public final class RemoteWriter implements AutoCloseable {
  /** Bound on the points that wait. */
  static final int MOST_WAITING = 20_000;

  private static final int MOST_TOGETHER = 2_000;
  private static final Duration GATHERING = Duration.ofMillis(200);
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_END = Duration.ofSeconds(3);

  private static final System.Logger LOG = System.getLogger(RemoteWriter.class.getName());

  private final URI address;
  private final BlockingQueue<RemotePoint> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(LONGEST_REQUEST)
          .build();
  private final Counter sent;
  private final Counter refused;
  private final Counter overflown;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("remote-write").unstarted(this::run);
  private volatile boolean ending;

  private enum Answer {
    TAKEN,
    REFUSED,
    LATER
  }

  /**
   * @param address of the receiver, such as {@code http://prometheus:9090/api/v1/write}
   */
  public RemoteWriter(URI address, MeterRegistry registry) {
    this.address = address;
    sent = counter(registry, MetricNames.REMOTE_SENT);
    refused = counter(registry, MetricNames.REMOTE_DROPPED, MetricNames.REASON, "refused");
    overflown = counter(registry, MetricNames.REMOTE_DROPPED, MetricNames.REASON, "full");
    thread.start();
  }

  private static Counter counter(MeterRegistry registry, Metric metric, String... labels) {
    return Counter.builder(metric.meter())
        .description(metric.description())
        .tags(labels)
        .register(registry);
  }

  /** Gives it a point. */
  void add(RemotePoint point) {
    if (!waiting.offer(point)) {
      overflown.increment();
    }
  }

  private void run() {
    try {
      while (!ending || !waiting.isEmpty()) {
        @Nullable RemotePoint first = waiting.poll(GATHERING.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          List<RemotePoint> batch = new ArrayList<>(List.of(first));
          waiting.drainTo(batch, MOST_TOGETHER - 1);
          deliver(batch);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(List<RemotePoint> batch) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    Answer answer = send(batch);
    while (answer == Answer.LATER) {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      answer = send(batch);
    }
    (answer == Answer.TAKEN ? sent : refused).increment(batch.size());
  }

  private Answer send(List<RemotePoint> batch) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(address)
              .timeout(LONGEST_REQUEST)
              .header("Content-Type", "application/x-protobuf")
              .header("Content-Encoding", "snappy")
              .header("X-Prometheus-Remote-Write-Version", "0.1.0")
              .POST(
                  HttpRequest.BodyPublishers.ofByteArray(
                      Snappy.compress(WriteRequest.encode(batch))))
              .build();
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      int status = response.statusCode();
      if (status / 100 == 2) {
        return Answer.TAKEN;
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} answered {1} to a remote write of {2} points: {3}",
          address,
          status,
          batch.size(),
          response.body().strip());
      return status / 100 == 5 || status == 429 ? Answer.LATER : Answer.REFUSED;
    } catch (IOException away) {
      LOG.log(System.Logger.Level.DEBUG, "{0} cannot be reached, trying again: {1}", address, away);
      return Answer.LATER;
    }
  }

  /** Sends what waits, as far as that takes no longer than {@link #LONGEST_END}. */
  @Override
  public void close() {
    ending = true;
    try {
      if (!thread.join(LONGEST_END)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
