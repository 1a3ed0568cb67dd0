package org.tunnelbench.endtoend;

/** How much is tested: {@code ./tunnelbench test}, or {@code ./tunnelbench test --all}. */
final class Scope {
  /**
   * Whether the machine is to itself, as {@code --all} asks. Only then can healthy cells be held to
   * their speed: what else runs on a busy machine may slow any trial.
   */
  static final boolean ALL = "all".equals(System.getProperty("tunnelbench.tests"));

  private Scope() {}
}
