package org.tunnelbench.hostagent.service;

import java.time.Duration;

/**
 * The one line of work of a host: what is given to it is done one after the other, in order. Time
 * is monotonic.
 */
public interface HostLoop extends AutoCloseable {
  /** Something to do; it may wait for the host. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }

  /** Something that is to be done later. */
  @FunctionalInterface
  interface Timer {
    /** It is not to be done any more; does nothing where it was done. */
    void cancel();
  }

  /** Does the work after what was given before. */
  void execute(Work work);

  /** Does the work once the time has passed. */
  Timer after(Duration delay, Work work);

  /** Nanoseconds since an arbitrary moment. */
  long nanoTime();

  /** Interrupts what is under way; the rest is not done. */
  @Override
  void close();
}
