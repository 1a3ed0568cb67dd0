package org.tunnelbench.controller.application.rest;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tunnelbench.controller.application.record.UnavailableException;

/**
 * Lets few answers at a time hold a whole experiment in memory: a report of 10,000 trials takes
 * some 270 MB while it is made.
 */
@Singleton
class LargeAnswers {
  /** Bound on such answers at a time; whoever comes then is asked to come again. */
  static final int MOST_AT_ONCE = 2;

  private static final Duration LONGEST_QUEUE = Duration.ofSeconds(2);

  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  /** Takes a place, which is given back when the answer was sent or its client has gone. */
  void begin(RoutingContext request) throws UnavailableException {
    Runnable end = take();
    request.addEndHandler(sent -> end.run());
  }

  /** Takes a place; what is answered gives it back, once however often it is run. */
  Runnable take() throws UnavailableException {
    try {
      if (!places.tryAcquire(LONGEST_QUEUE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new UnavailableException(
            "%d reports or results are being made already".formatted(MOST_AT_ONCE));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("the controller is stopping");
    }
    AtomicBoolean taken = new AtomicBoolean(true);
    return () -> {
      if (taken.getAndSet(false)) {
        places.release();
      }
    };
  }
}
