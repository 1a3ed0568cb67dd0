package org.tunnelbench.cli.progress;

import org.tunnelbench.contract.api.Event;

/** Tells how an experiment goes on. Safe for use by several threads. */
public interface Progress extends AutoCloseable {
  /** Tells something that is no event of an experiment: a lab that starts, a kernel left out. */
  void note(String text);

  /**
   * The experiment was accepted.
   *
   * @param trials that it has
   */
  void begin(int trials);

  /** Tells of an event. */
  void event(Event event);

  /** Leaves the terminal as it was. */
  @Override
  void close();
}
