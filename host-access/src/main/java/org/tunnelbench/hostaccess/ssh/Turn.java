package org.tunnelbench.hostaccess.ssh;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** A permit that was taken, and is given back once however often its end is told. */
final class Turn {
  private final Semaphore permits;
  private final AtomicBoolean ended = new AtomicBoolean();

  Turn(Semaphore permits) {
    this.permits = permits;
  }

  void end() {
    if (ended.compareAndSet(false, true)) {
      permits.release();
    }
  }
}
