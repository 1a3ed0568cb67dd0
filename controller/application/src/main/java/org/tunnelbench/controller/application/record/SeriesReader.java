package org.tunnelbench.controller.application.record;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.trial.Records;
import org.tunnelbench.controller.trial.TrialSeries;

/** Reads series back from the topic of samples: they are not kept in memory. */
@Singleton
public class SeriesReader {
  private static final Duration LONGEST_READ = Duration.ofSeconds(20);
  private static final Duration LONGEST_QUEUE = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MOST_READERS = 2;
  private static final TopicPartition SAMPLES = new TopicPartition(Topic.SAMPLES.name(), 0);

  private final KafkaSettings kafka;
  private final InstantSource clock = InstantSource.system();
  private final Semaphore readers = new Semaphore(MOST_READERS);

  @Inject
  SeriesReader(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /**
   * Where an attempt's samples are.
   *
   * @param from offset of the first record that can be one of them
   * @param until offset after the last, {@link Long#MAX_VALUE} while they still come
   */
  public record Wanted(Attempt attempt, long from, long until) {}

  /**
   * A series as the topic still holds it.
   *
   * @param points empty where nothing is left, or nothing came
   * @param cut whether the topic begins after the place where the attempt's first sample can be, so
   *     that some or all may have been deleted with its retention
   */
  public record Kept(List<SeriesPoint> points, boolean cut) {
    public Kept {
      points = List.copyOf(points);
    }

    /** Nothing, where nothing was to be. */
    public static final Kept NOTHING = new Kept(List.of(), false);
  }

  /** The series of these attempts, by trial. */
  public Map<TrialId, Kept> read(Collection<Wanted> wanted) throws UnavailableException {
    return read(wanted, SeriesReader::kept);
  }

  /** All samples of these attempts as they came, by trial. */
  public Map<TrialId, List<TrafficSample>> samples(Collection<Wanted> wanted)
      throws UnavailableException {
    return read(wanted, (attempt, series, begin) -> series.samples());
  }

  /** What is made of a series when all is read. */
  private interface Made<T> {
    /**
     * @param begin of the topic when all was read
     */
    T of(Wanted wanted, TrialSeries series, long begin);
  }

  private <T> Map<TrialId, T> read(Collection<Wanted> wanted, Made<T> made)
      throws UnavailableException {
    Map<TrialId, TrialSeries> series = new HashMap<>();
    for (Wanted attempt : wanted) {
      series.put(attempt.attempt().trial(), new TrialSeries(attempt.attempt()));
    }
    if (series.isEmpty()) {
      return Map.of();
    }
    try {
      if (!readers.tryAcquire(LONGEST_QUEUE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new UnavailableException("others read series at the moment");
      }
      try {
        return made(series, wanted, fill(series, wanted), made);
      } finally {
        readers.release();
      }
    } catch (KafkaException e) {
      throw new UnavailableException("the samples cannot be read: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("the controller is stopping");
    }
  }

  private static <T> Map<TrialId, T> made(
      Map<TrialId, TrialSeries> series, Collection<Wanted> wanted, long begin, Made<T> made) {
    Map<TrialId, T> all = new HashMap<>();
    for (Wanted attempt : wanted) {
      TrialId trial = attempt.attempt().trial();
      @Nullable TrialSeries read = series.get(trial);
      if (read != null) {
        all.put(trial, made.of(attempt, read, begin));
      }
    }
    return all;
  }

  private static Kept kept(Wanted wanted, TrialSeries series, long begin) {
    return new Kept(series.points(), wanted.from() < begin);
  }

  /** Answers where the topic begins when all is read. */
  private long fill(Map<TrialId, TrialSeries> series, Collection<Wanted> wanted)
      throws UnavailableException {
    Instant giveUp = clock.instant().plus(LONGEST_READ);
    try (KafkaConsumer<String, byte[]> consumer = kafka.consumer()) {
      consumer.assign(List.of(SAMPLES));
      long end = consumer.endOffsets(List.of(SAMPLES)).getOrDefault(SAMPLES, 0L);
      long until = Math.min(end, wanted.stream().mapToLong(Wanted::until).max().orElse(0));
      consumer.seek(SAMPLES, wanted.stream().mapToLong(Wanted::from).min().orElse(0));
      while (consumer.position(SAMPLES) < until) {
        if (clock.instant().isAfter(giveUp)) {
          throw new UnavailableException(
              "reading the samples took longer than %d s".formatted(LONGEST_READ.toSeconds()));
        }
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          take(series, record);
        }
      }
      return consumer.beginningOffsets(List.of(SAMPLES)).getOrDefault(SAMPLES, 0L);
    }
  }

  private static void take(
      Map<TrialId, TrialSeries> series, ConsumerRecord<String, byte[]> record) {
    try {
      if (Records.CODEC.decode(record.value()) instanceof TrafficSample sample) {
        @Nullable TrialSeries wanted = series.get(sample.attempt().trial());
        if (wanted != null) {
          wanted.add(sample);
        }
      }
    } catch (UnreadableMessageException passedOver) {
      // The thread that follows the topics has named it in the log.
    }
  }
}
