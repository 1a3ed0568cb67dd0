package org.tunnelbench.controller.application.live;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;
import org.tunnelbench.contract.api.Event;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.trial.ExperimentId;

/**
 * Tells listeners what goes on. A listener that does not keep up is dropped, and can begin anew
 * with the present state.
 */
@ApplicationScoped
public class LiveEvents {
  /** Bound on the listeners at a time. */
  public static final int MOST_LISTENERS = 200;

  private static final int MOST_WAITING = 2_000;

  private final List<Listener> listeners = new ArrayList<>();

  private record Listener(Optional<ExperimentId> experiment, UnicastProcessor<Event> events) {
    boolean wants(ExperimentId told) {
      return experiment.isEmpty() || experiment.get().equals(told);
    }
  }

  /** Too many listen already. */
  public static final class TooManyListenersException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why, in words. */
    public String reason() {
      return "%d listen to events already, which is the bound".formatted(MOST_LISTENERS);
    }
  }

  /**
   * The present state, and then everything that happens, with nothing missing in between; of one
   * experiment up to its end, or of all of them.
   *
   * @param present the events that tell the present state
   */
  public synchronized Multi<Event> listen(
      Optional<ExperimentId> experiment, Supplier<List<Event>> present)
      throws TooManyListenersException {
    List<Event> past = present.get();
    boolean nothingComes = past.isEmpty() || past.stream().anyMatch(LiveEvents::isLast);
    if (experiment.isPresent() && nothingComes) {
      return Multi.createFrom().iterable(past);
    }
    if (listeners.size() >= MOST_LISTENERS) {
      throw new TooManyListenersException();
    }
    Listener listener =
        new Listener(
            experiment, UnicastProcessor.create(new ArrayBlockingQueue<>(MOST_WAITING), () -> {}));
    listeners.add(listener);
    return Multi.createBy()
        .concatenating()
        .streams(Multi.createFrom().iterable(past), listener.events())
        .emitOn(Infrastructure.getDefaultExecutor())
        .onTermination()
        .invoke(() -> remove(listener));
  }

  private synchronized void remove(Listener listener) {
    listeners.remove(listener);
  }

  /** Changes what listeners would be told as the present, and tells those of now. */
  public synchronized void tell(Supplier<List<Event>> change) {
    for (Event event : change.get()) {
      tell(event);
    }
  }

  private void tell(Event event) {
    for (Listener listener : List.copyOf(listeners)) {
      if (listener.wants(event.experiment())) {
        listener.events().onNext(event);
        if (listener.experiment().isPresent() && isLast(event)) {
          listener.events().onComplete();
        }
      }
    }
  }

  /**
   * What listeners were told as the present is read anew: every stream ends, so that nobody misses
   * what changed meanwhile; who opens it again is told of the new present.
   *
   * @param renewal makes it the present
   */
  public synchronized void renew(Runnable renewal) {
    renewal.run();
    for (Listener listener : List.copyOf(listeners)) {
      listener.events().onComplete();
    }
  }

  /** Nothing more is told of an experiment that was deleted. */
  public synchronized void forget(ExperimentId experiment) {
    for (Listener listener : List.copyOf(listeners)) {
      if (listener.experiment().filter(experiment::equals).isPresent()) {
        listener.events().onComplete();
      }
    }
  }

  private static boolean isLast(Event event) {
    return event instanceof Event.ExperimentChanged changed
        && changed.summary().state() != ExperimentState.RUNNING;
  }
}
