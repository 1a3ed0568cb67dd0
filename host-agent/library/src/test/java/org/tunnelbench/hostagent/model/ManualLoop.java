package org.tunnelbench.hostagent.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.tunnelbench.hostaccess.loop.HostLoop;

/** A line of work whose time passes when the test says so. */
public final class ManualLoop implements HostLoop {
  private record Planned(long at, long order, Task task) {}

  private final List<Planned> planned = new ArrayList<>();
  private long now = 1;
  private long order;
  private boolean closed;

  @Override
  public void post(Task task) {
    plan(now, task);
  }

  @Override
  public CompletableFuture<Void> submit(Task task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    post(
        () -> {
          try {
            task.run();
            done.complete(null);
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  @Override
  public Timer after(Duration time, Task task) {
    Planned later = plan(now + time.toNanos(), task);
    return () -> planned.remove(later);
  }

  @Override
  public long nanoTime() {
    return now;
  }

  /** Does what is due. */
  public void run() throws InterruptedException {
    advance(Duration.ZERO);
  }

  /** Lets time pass, and does what falls due in its order. */
  public void advance(Duration time) throws InterruptedException {
    long end = now + time.toNanos();
    for (List<Planned> due = due(end); !closed && !due.isEmpty(); due = due(end)) {
      Planned next = due.getFirst();
      planned.remove(next);
      now = Math.max(now, next.at());
      next.task().run();
    }
    now = end;
  }

  private List<Planned> due(long end) {
    return planned.stream()
        .filter(later -> later.at() <= end)
        .sorted(Comparator.comparingLong(Planned::at).thenComparingLong(Planned::order))
        .toList();
  }

  private Planned plan(long at, Task task) {
    Planned later = new Planned(at, order++, task);
    planned.add(later);
    return later;
  }

  @Override
  public void close() {
    closed = true;
  }
}
