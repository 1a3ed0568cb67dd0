package org.tunnelbench.cli.rest;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.Event;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.ExperimentSummary;
import org.tunnelbench.contract.trial.ExperimentId;

/**
 * Follows an experiment to its end by its event stream. A stream that breaks is opened again, since
 * a controller may be restarted underneath; where the stream is silent, the controller is asked
 * whether the experiment has ended.
 */
public final class ExperimentFollower {
  /** How long the controller may be away before the experiment is given up. */
  public static final Duration LONGEST_ABSENCE = Duration.ofSeconds(90);

  private static final Duration SILENCE = Duration.ofSeconds(2);
  private static final Duration AFTER_THE_END = Duration.ofMillis(100);
  private static final Duration BEFORE_OPENING_AGAIN = Duration.ofMillis(200);
  private static final int MOST_WAITING = 10_000;

  private final ControllerClient controller;
  private final ExperimentId experiment;
  private final BlockingQueue<Event> waiting = new LinkedBlockingQueue<>(MOST_WAITING);

  public ExperimentFollower(ControllerClient controller, ExperimentId experiment) {
    this.controller = controller;
    this.experiment = experiment;
  }

  /**
   * Gives every event to {@code consumer}, in this thread, until the experiment has ended.
   *
   * @throws ControllerException where the controller was away for too long
   */
  public void follow(Consumer<Event> consumer) throws ControllerException, InterruptedException {
    Thread reader = Thread.ofPlatform().daemon().name("experiment-events").start(this::read);
    try {
      long lastHeard = System.nanoTime();
      while (true) {
        Event event = waiting.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (event != null) {
          lastHeard = System.nanoTime();
          consumer.accept(event);
          if (event instanceof Event.ExperimentChanged(var id, var summary) && ended(summary)) {
            drain(consumer);
            return;
          }
          continue;
        }
        Optional<ExperimentSummary> summary = ask();
        if (summary.isPresent() && ended(summary.get())) {
          return;
        }
        // One that has lost Kafka goes on answering with what it knew.
        if (summary.isPresent() && controller.ready()) {
          lastHeard = System.nanoTime();
        } else if (System.nanoTime() - lastHeard > LONGEST_ABSENCE.toNanos()) {
          throw new ControllerException(
              "the controller was away, or without Kafka, for %d s while experiment %s ran"
                  .formatted(LONGEST_ABSENCE.toSeconds(), experiment));
        }
      }
    } finally {
      reader.interrupt();
    }
  }

  /** A stream that is opened after the end tells of the end first and of the trials then. */
  private void drain(Consumer<Event> consumer) throws InterruptedException {
    Event event = waiting.poll(AFTER_THE_END.toMillis(), TimeUnit.MILLISECONDS);
    while (event != null) {
      consumer.accept(event);
      event = waiting.poll(AFTER_THE_END.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private Optional<ExperimentSummary> ask() throws InterruptedException {
    try {
      return Optional.of(controller.experiment(experiment));
    } catch (ControllerException | RefusedException away) {
      return Optional.empty();
    }
  }

  private static boolean ended(ExperimentSummary summary) {
    return summary.state() != ExperimentState.RUNNING;
  }

  private void read() {
    try {
      while (true) {
        readOneStream();
        Thread.sleep(BEFORE_OPENING_AGAIN);
      }
    } catch (InterruptedException done) {
      Thread.currentThread().interrupt();
    }
  }

  private void readOneStream() throws InterruptedException {
    try (Stream<Event> events = controller.events(experiment)) {
      for (var event = events.iterator(); event.hasNext(); ) {
        waiting.put(event.next());
      }
    } catch (ControllerException | RefusedException | UncheckedIOException broken) {
      // Opened again by the caller; whoever follows gives up after LONGEST_ABSENCE.
    }
  }
}
