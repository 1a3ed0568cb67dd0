package org.tunnelbench.controller.analysis.effect;

import com.fasterxml.jackson.annotation.JsonValue;

/** What an interval comes from. */
public enum Basis {
  /** From repetitions, and from within each of their series. */
  REPETITIONS("repetitions"),
  /** From within one series a cell alone: it carries no variance between runs. */
  WITHIN_SERIES("within one series each"),
  /** From a single series of too few samples: nothing is sure. */
  THIN("not enough data");

  private final String words;

  Basis(String words) {
    this.words = words;
  }

  @Override
  @JsonValue
  public String toString() {
    return words;
  }
}
