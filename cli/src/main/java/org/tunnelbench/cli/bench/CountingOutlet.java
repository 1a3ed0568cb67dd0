package org.tunnelbench.cli.bench;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.cli.FailedException;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.throughputprobe.traffic.TrafficOutlet;

/** Adds up what the probe tells of each attempt. */
final class CountingOutlet implements TrafficOutlet {
  private final Map<Attempt, Counted> attempts = new ConcurrentHashMap<>();

  /** Begins to count an attempt, and forgets those before. */
  Counted expect(Attempt attempt) {
    attempts.clear();
    Counted counted = new Counted();
    attempts.put(attempt, counted);
    return counted;
  }

  @Override
  public void report(Report report) {
    @Nullable Counted counted = attempts.get(report.attempt());
    if (counted != null) {
      counted.take(report);
    }
  }

  @Override
  public void sample(TrafficSample sample) {
    @Nullable Counted counted = attempts.get(sample.attempt());
    if (counted != null) {
      counted.take(sample);
    }
  }

  /** One attempt. */
  static final class Counted {
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Map<End, CompletableFuture<Optional<Failure>>> ends = new EnumMap<>(End.class);
    private final Map<End, Double> bits = new EnumMap<>(End.class);
    private final Map<End, Double> seconds = new EnumMap<>(End.class);

    Counted() {
      for (End end : End.values()) {
        ends.put(end, new CompletableFuture<>());
      }
    }

    void awaitReady(Duration longest) throws FailedException, InterruptedException {
      await(ready, longest);
    }

    void awaitEnds(Duration longest) throws FailedException, InterruptedException {
      for (CompletableFuture<Optional<Failure>> end : ends.values()) {
        Optional<Failure> failure = await(end, longest);
        if (failure.isPresent()) {
          throw new FailedException("the probe's traffic failed: " + failure.get().message());
        }
      }
    }

    synchronized double bits(End end) {
      return bits.getOrDefault(end, 0.0);
    }

    synchronized double seconds(End end) {
      return seconds.getOrDefault(end, 0.0);
    }

    private synchronized void take(TrafficSample sample) {
      bits.merge(sample.end(), 8.0 * sample.bytes(), Double::sum);
      seconds.merge(sample.end(), sample.seconds(), Double::sum);
    }

    private void take(Report report) {
      switch (report) {
        case Report.ReceiverReady listening -> ready.complete(null);
        case Report.TrafficEnded ended -> {
          Optional.ofNullable(ends.get(ended.end()))
              .ifPresent(end -> end.complete(ended.failure()));
          ended
              .failure()
              .ifPresent(why -> ready.completeExceptionally(new FailedException(why.message())));
        }
        case Report other -> {}
      }
    }

    private static <T> T await(CompletableFuture<T> future, Duration longest)
        throws FailedException, InterruptedException {
      try {
        return future.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new FailedException("the probe's traffic did not run: " + e);
      }
    }
  }
}
