package org.tunnelbench.simulation;

/** A fault that is built in to see that the simulation finds it; one for each invariant. */
public enum Defect {
  /** The fleet as it is. */
  NONE,
  /** The log lets a replaced orchestrator go on writing: trials end twice. */
  NO_FENCING,
  /** Whoever takes over does not see one of the experiments: hosts get into two trials. */
  LEASES_FORGOTTEN,
  /** Agents that are started again have lost their journals: changes are not undone. */
  JOURNAL_LOST,
  /**
   * Agents that are started again know nothing and read all commands again: attempts start twice.
   */
  MEMORY_LOST,
  /** Controllers believe whoever says something of a host: thieves' forgeries are believed. */
  FORGERY_BELIEVED,
  /** Agents and probes do not ask how old a command is: it is carried out after its deadline. */
  AGE_IGNORED
}
