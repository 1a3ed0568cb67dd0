package org.tunnelbench.simulation;

/** An agent's or a probe's process, which can be killed, stopped, cut off and started again. */
interface Part {
  /** It is killed, and another is started after a while. */
  void kill();

  /** It is stopped for a while. */
  void pause();

  /** It does not reach the log for a while. */
  void cutOff();

  /** Its disk is full for a while. */
  void fillDisk();

  /** There may be commands for it. */
  void wake();
}
