package org.tunnelbench.simulation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.tunnelbench.throughputprobe.traffic.HostLoop;

/** A host's line of work in a probe, in virtual time. */
final class ProbeLoop implements HostLoop {
  private static final System.Logger LOG = System.getLogger(ProbeLoop.class.getName());

  private final Life life;
  private final Agenda agenda;
  private final Carrying carrying;
  private boolean closed;

  ProbeLoop(Life life, Agenda agenda, Carrying carrying) {
    this.life = life;
    this.agenda = agenda;
    this.carrying = carrying;
  }

  @Override
  public void post(Task task) {
    var unused = after(Duration.ZERO, task);
  }

  @Override
  public CompletableFuture<Void> submit(Task task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Task submitted = carrying.submitted(task);
    post(
        () -> {
          try {
            submitted.run();
            done.complete(null);
          } catch (Violation found) {
            throw found;
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  @Override
  public Timer after(Duration time, Task task) {
    boolean[] cancelled = new boolean[1];
    life.later(
        time,
        () -> {
          if (!closed && !cancelled[0]) {
            guarded(task);
          }
        });
    return () -> cancelled[0] = true;
  }

  /** As the thread does that stands here otherwise: a fault ends the task alone. */
  private static void guarded(Task task) throws InterruptedException {
    try {
      task.run();
    } catch (Violation found) {
      throw found;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "an event could not be handled", e);
    }
  }

  @Override
  public long nanoTime() {
    return Duration.between(Agenda.START, agenda.now()).toNanos();
  }

  @Override
  public void close() {
    closed = true;
  }
}
