package org.tunnelbench.controller.application.record;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.trial.Ended;
import org.tunnelbench.controller.trial.Positions;
import org.tunnelbench.controller.trial.Records;
import org.tunnelbench.controller.trial.TrialRecord;

/**
 * The samples of one import: written one trial after the other, their places remembered, and
 * counted into one digest.
 */
public final class SampleImport implements AutoCloseable {
  private final Optional<Producer<String, byte[]>> producer;
  private final MessageDigest digest;
  private final Map<TrialId, Span> spans = new ConcurrentHashMap<>();
  private final AtomicReference<Optional<Exception>> failed =
      new AtomicReference<>(Optional.empty());

  private SampleImport(Optional<Producer<String, byte[]>> producer) {
    this.producer = producer;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  static SampleImport into(Producer<String, byte[]> producer) {
    return new SampleImport(Optional.of(producer));
  }

  /** One that writes nothing: what it is given is there. */
  public static SampleImport compared() {
    return new SampleImport(Optional.empty());
  }

  /** Offsets of the first sample and after the last. */
  private record Span(long from, long until) {
    Span and(Span other) {
      return new Span(Math.min(from, other.from), Math.max(until, other.until));
    }
  }

  /** Writes the samples of a trial. */
  public void write(List<TrafficSample> samples) throws UnavailableException {
    for (TrafficSample sample : samples) {
      byte[] message = Records.CODEC.encode(sample);
      digest.update(message);
      if (producer.isPresent()) {
        send(producer.get(), sample.attempt().trial(), message);
      }
    }
  }

  private void send(Producer<String, byte[]> to, TrialId trial, byte[] message)
      throws UnavailableException {
    try {
      var unused =
          to.send(
              new ProducerRecord<>(Topic.SAMPLES.name(), trial.value(), message),
              (written, failure) -> {
                if (failure == null) {
                  spans.merge(trial, new Span(written.offset(), written.offset() + 1), Span::and);
                } else {
                  failed.set(Optional.of(failure));
                }
              });
    } catch (KafkaException e) {
      throw unavailable(e);
    }
    throwIfFailed();
  }

  private void throwIfFailed() throws UnavailableException {
    Optional<Exception> failure = failed.get();
    if (failure.isPresent()) {
      throw unavailable(failure.get());
    }
  }

  private static UnavailableException unavailable(Exception e) {
    return new UnavailableException("the samples could not be written: " + e.getMessage());
  }

  /** SHA-256 of all samples so far; ends the writing. */
  public String digest() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The trials with the places of their samples in the topic, once all are acknowledged. */
  public List<TrialRecord> placed(List<TrialRecord> trials) throws UnavailableException {
    try {
      producer.ifPresent(Producer::flush);
    } catch (KafkaException e) {
      throw unavailable(e);
    }
    throwIfFailed();
    long before = spans.values().stream().mapToLong(Span::from).min().orElse(0);
    List<TrialRecord> placed = new ArrayList<>();
    for (TrialRecord trial : trials) {
      @Nullable Span span = spans.get(trial.id());
      // One without samples stands where the one before ended, so that nobody looks elsewhere.
      Span place = span == null ? new Span(before, before) : span;
      placed.add(
          trial.state() instanceof Ended ended
              ? new TrialRecord(trial.id(), ended.between(at(place.from()), at(place.until())))
              : trial);
      before = place.until();
    }
    return List.copyOf(placed);
  }

  private static Positions at(long samples) {
    return new Positions(samples, Map.of());
  }

  @Override
  public void close() {
    producer.ifPresent(open -> open.close(Duration.ZERO));
  }
}
