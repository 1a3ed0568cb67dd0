package org.tunnelbench.simulation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.tunnelbench.hostaccess.loop.HostLoop;

/** A host's line of work in virtual time. */
final class SimulatedLoop implements HostLoop {
  private static final System.Logger LOG = System.getLogger(SimulatedLoop.class.getName());

  private final Life life;
  private final Agenda agenda;
  private final UnaryOperator<Task> submitted;
  private boolean closed;

  /**
   * A line of work of this life.
   *
   * @param submitted what becomes of a task that is submitted
   */
  SimulatedLoop(Life life, Agenda agenda, UnaryOperator<Task> submitted) {
    this.life = life;
    this.agenda = agenda;
    this.submitted = submitted;
  }

  @Override
  public void post(Task task) {
    var unused = after(Duration.ZERO, task);
  }

  @Override
  public CompletableFuture<Void> submit(Task task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Task marked = submitted.apply(task);
    post(
        () -> {
          try {
            marked.run();
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
      LOG.log(System.Logger.Level.ERROR, "a fault of this program", e);
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
