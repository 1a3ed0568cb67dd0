package org.tunnelbench.hostagent.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tunnelbench.hostagent.service.HostLoop;

/** A line of work whose time passes when the test says so. */
public final class ManualLoop implements HostLoop {
  private record Planned(long at, long order, Work work) {}

  private final List<Planned> planned = new ArrayList<>();
  private long now = 1;
  private long order;
  private boolean closed;

  @Override
  public void execute(Work work) {
    plan(now, work);
  }

  @Override
  public Timer after(Duration delay, Work work) {
    Planned task = plan(now + delay.toNanos(), work);
    return () -> planned.remove(task);
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
      next.work().run();
    }
    now = end;
  }

  private List<Planned> due(long end) {
    return planned.stream()
        .filter(task -> task.at() <= end)
        .sorted(Comparator.comparingLong(Planned::at).thenComparingLong(Planned::order))
        .toList();
  }

  private Planned plan(long at, Work work) {
    Planned task = new Planned(at, order++, work);
    planned.add(task);
    return task;
  }

  @Override
  public void close() {
    closed = true;
  }
}
