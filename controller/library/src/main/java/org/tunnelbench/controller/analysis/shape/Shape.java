package org.tunnelbench.controller.analysis.shape;

import com.fasterxml.jackson.annotation.JsonValue;

/** What the curve of a series shows. */
public enum Shape {
  /** At one level, whatever noise rides on it; TCP's slow start before it does not count. */
  STEADY("steady"),
  /** Gradually to the double of the first level or above. */
  RISING("rising"),
  /** Gradually to half of the first level or below. */
  DECAYING("decaying"),
  /** At one level, then at once at another. */
  STEPPED("stepped"),
  /** Gradually down and at once up again, or the other way round, over and over. */
  SAWTOOTH("sawtooth"),
  /** To and fro between two levels. */
  BIMODAL("bimodal"),
  /** At no level, in no other of these ways. */
  UNSTEADY("unsteady"),
  /** Traffic ran, then nothing arrived any more, or nothing for a large part of the time. */
  STALLED("stalled"),
  /** Nothing arrived. */
  NO_TRAFFIC("no traffic"),
  /** Too few samples for a shape. */
  NOT_ENOUGH_DATA("not enough data");

  private final String word;

  Shape(String word) {
    this.word = word;
  }

  @Override
  @JsonValue
  public String toString() {
    return word;
  }
}
