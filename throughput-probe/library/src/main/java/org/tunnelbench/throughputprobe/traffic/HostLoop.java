package org.tunnelbench.throughputprobe.traffic;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.tunnelbench.contract.host.HostName;

/** The one thread on which everything of a host happens, in the order in which it was posted. */
final class HostLoop implements AutoCloseable {
  private static final Logger LOG = System.getLogger(HostLoop.class.getName());
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private final HostName host;
  private final ScheduledExecutorService thread;

  HostLoop(HostName host) {
    this.host = host;
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("traffic-" + host).factory());
    // A deadline that is hours away would else keep what has long ended.
    executor.setRemoveOnCancelPolicy(true);
    thread = executor;
  }

  /** Something that is to be done later. */
  record Timer(ScheduledFuture<?> future) {
    /** It is not to be done any more. */
    void cancel() {
      future.cancel(false);
    }
  }

  /** Does it after what was posted before; nothing where the loop is closed. */
  void post(Task task) {
    try {
      thread.execute(() -> guarded(task));
    } catch (RejectedExecutionException closed) {
      LOG.log(Level.DEBUG, "{0}: the probe is ending, an event is not handled", host);
    }
  }

  /** Something that waits for the host. */
  interface Task {
    void run() throws InterruptedException;
  }

  /** Does it likewise, and tells when it is done or has thrown. */
  CompletableFuture<Void> submit(Task task) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            task.run();
          } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new CancellationException(host + ": the probe is ending");
          }
        },
        thread);
  }

  /** Does it with the future's value, or with what it failed with, when it is there. */
  <T> void when(CompletableFuture<T> future, BiConsumer<Optional<T>, Optional<Throwable>> task) {
    var unused =
        future.whenComplete(
            (value, thrown) ->
                post(() -> task.accept(Optional.ofNullable(value), Optional.ofNullable(thrown))));
  }

  /** Does it when this time has passed, unless it is cancelled before. */
  Timer after(Duration time, Task task) {
    return new Timer(thread.schedule(() -> guarded(task), time.toNanos(), TimeUnit.NANOSECONDS));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(LONGEST_CLOSE.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.log(Level.WARNING, "{0}: a call to the host did not return in time", host);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void guarded(Task task) {
    try {
      task.run();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, host + ": an event could not be handled", e);
    }
  }
}
