package org.tunnelbench.hostaccess.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.tunnelbench.contract.host.HostName;

/** A line of work that is a thread. */
public final class ThreadLoop implements HostLoop {
  private static final Logger LOG = System.getLogger(ThreadLoop.class.getName());
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private final HostName host;
  private final ScheduledExecutorService thread;

  /** The line of work of this host. */
  public ThreadLoop(HostName host) {
    this.host = host;
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("host-" + host).factory());
    // A deadline that is hours away would else keep what has long ended.
    executor.setRemoveOnCancelPolicy(true);
    thread = executor;
  }

  @Override
  public void post(Task task) {
    try {
      thread.execute(() -> guarded(task));
    } catch (RejectedExecutionException closed) {
      LOG.log(Level.DEBUG, "{0}: closed, nothing more is done", host);
    }
  }

  @Override
  public CompletableFuture<Void> submit(Task task) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            task.run();
          } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new CancellationException(host + ": closed");
          }
        },
        thread);
  }

  @Override
  public Timer after(Duration time, Task task) {
    try {
      ScheduledFuture<?> future =
          thread.schedule(() -> guarded(task), time.toNanos(), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException closed) {
      LOG.log(Level.DEBUG, "{0}: closed, nothing more is planned", host);
      return () -> {};
    }
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
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
      LOG.log(Level.ERROR, host + ": a fault of this program", e);
    }
  }
}
