package org.tunnelbench.controller.application.record;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.TrialRecord;

/** Users' requests on their way to the thread that owns the record, and their answers back. */
@ApplicationScoped
public class Requests {
  /** How long a user waits for Kafka's acknowledgement. */
  static final Duration LONGEST_WAIT = Duration.ofMillis(2_500);

  /** How long whoever imports waits for it: thousands of records are written then. */
  private static final Duration LONGEST_ADOPTION = Duration.ofSeconds(20);

  private static final int MOST_WAITING = 200;

  private final BlockingQueue<Request> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private volatile Runnable bell = () -> {};

  /** Submits an experiment. */
  public Answer submit(ExperimentRecord experiment) throws UnavailableException {
    return ask(answer -> new Request.Submit(experiment, answer));
  }

  /** Remembers an experiment that was measured elsewhere. */
  public Answer adopt(ExperimentRecord experiment, List<TrialRecord> trials)
      throws UnavailableException {
    return ask(answer -> new Request.Adopt(experiment, trials, answer), LONGEST_ADOPTION);
  }

  /** Cancels an experiment; one that has ended stays as it is. */
  public Answer cancel(ExperimentId experiment) throws UnavailableException {
    return ask(answer -> new Request.Cancel(experiment, answer));
  }

  /** Forgets an experiment that has ended. */
  public Answer delete(ExperimentId experiment) throws UnavailableException {
    return ask(answer -> new Request.Delete(experiment, answer));
  }

  private Answer ask(Function<CompletableFuture<Answer>, Request> request)
      throws UnavailableException {
    return ask(request, LONGEST_WAIT);
  }

  private Answer ask(Function<CompletableFuture<Answer>, Request> request, Duration longest)
      throws UnavailableException {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    put(request.apply(answer));
    try {
      return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(false);
      throw new UnavailableException(
          "Kafka, or the controller that orchestrates, has not acknowledged it in time");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException refused) {
        throw new UnavailableException("Kafka could not be written: " + refused.getMessage());
      }
      throw new IllegalStateException("the request could not be decided", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("the controller is stopping");
    }
  }

  /** Puts a request into the queue. */
  void put(Request request) throws UnavailableException {
    if (!waiting.offer(request)) {
      throw new UnavailableException("%d requests wait for Kafka already".formatted(MOST_WAITING));
    }
    ring();
  }

  /** Ends a wait of the thread that takes the requests. */
  void ring() {
    bell.run();
  }

  /** The next request that somebody still waits for. */
  Optional<Request> next() {
    for (Request next = waiting.poll(); next != null; next = waiting.poll()) {
      if (!next.answer().isDone()) {
        return Optional.of(next);
      }
    }
    return Optional.empty();
  }

  /** What is rung when a request has come. */
  void bell(Runnable rung) {
    bell = rung;
  }
}
