package org.tunnelbench.simulation;

import java.time.Duration;
import org.tunnelbench.hostagent.service.HostLoop;

/** A host's line of work in an agent, in virtual time. */
final class AgentLoop implements HostLoop {
  private static final System.Logger LOG = System.getLogger(AgentLoop.class.getName());

  private final Life life;
  private final Agenda agenda;
  private boolean closed;

  AgentLoop(Life life, Agenda agenda) {
    this.life = life;
    this.agenda = agenda;
  }

  @Override
  public void execute(Work work) {
    after(Duration.ZERO, work);
  }

  @Override
  public Timer after(Duration delay, Work work) {
    boolean[] cancelled = new boolean[1];
    life.later(
        delay,
        () -> {
          if (!closed && !cancelled[0]) {
            guarded(work);
          }
        });
    return () -> cancelled[0] = true;
  }

  /** As the thread does that stands here otherwise: a fault ends the work alone. */
  private static void guarded(Work work) throws InterruptedException {
    try {
      work.run();
    } catch (Violation found) {
      throw found;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a fault of the agent", e);
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
