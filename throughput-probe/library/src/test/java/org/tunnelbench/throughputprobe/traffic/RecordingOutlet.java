package org.tunnelbench.throughputprobe.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.TrafficSample;

/** Keeps what was told, in its order, for the test to take. */
final class RecordingOutlet implements TrafficOutlet {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
  private final Queue<Report> reports = new ConcurrentLinkedQueue<>();

  @Override
  public void report(Report report) {
    reports.add(report);
    told.add(report);
  }

  @Override
  public void sample(TrafficSample sample) {
    told.add(sample);
  }

  /** The next thing told, which must be of this type. */
  <T> T next(Class<T> type) {
    Object next = next();
    if (!type.isInstance(next)) {
      throw new AssertionError("expected a " + type.getSimpleName() + ", but was told " + next);
    }
    return type.cast(next);
  }

  /** The next report and the samples before it. */
  Told untilReport() {
    List<TrafficSample> samples = new ArrayList<>();
    Object next = next();
    while (next instanceof TrafficSample sample) {
      samples.add(sample);
      next = next();
    }
    return new Told(samples, (Report) next);
  }

  boolean toldNothingMore() {
    return told.isEmpty();
  }

  private Object next() {
    try {
      Object next = told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError(
            "nothing was told within %s; the reports before: %s".formatted(PATIENCE, reports));
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A report and the samples before it. */
  record Told(List<TrafficSample> samples, Report report) {}
}
