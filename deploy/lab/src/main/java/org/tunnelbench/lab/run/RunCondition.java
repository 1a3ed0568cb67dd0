package org.tunnelbench.lab.run;

/** Whether a run lives. */
public enum RunCondition {
  /** Its launcher runs, and the run ends with it. */
  ATTACHED,
  /** Its launcher has left it running. */
  DETACHED,
  /** Nothing holds it any more: what is left of it may be removed. */
  DEAD
}
