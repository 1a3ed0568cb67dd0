package org.tunnelbench.hostagent.service;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.tunnelbench.contract.host.HostName;

/** A line of work that is a thread. */
public final class ThreadLoop implements HostLoop {
  private static final System.Logger LOG = System.getLogger(ThreadLoop.class.getName());

  private final HostName host;
  private final ScheduledThreadPoolExecutor executor;

  public ThreadLoop(HostName host) {
    this.host = host;
    this.executor =
        new ScheduledThreadPoolExecutor(
            1, work -> Thread.ofPlatform().name("host-" + host).daemon().unstarted(work));
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void execute(Work work) {
    executor.execute(guarded(work));
  }

  @Override
  public Timer after(Duration delay, Work work) {
    try {
      Future<?> planned = executor.schedule(guarded(work), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> planned.cancel(false);
    } catch (RejectedExecutionException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0}: closing, nothing more is planned", host);
      return () -> {};
    }
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private Runnable guarded(Work work) {
    return () -> {
      try {
        work.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, host + ": a fault of the agent", e);
      }
    };
  }
}
