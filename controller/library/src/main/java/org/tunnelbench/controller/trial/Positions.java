package org.tunnelbench.controller.trial;

import org.tunnelbench.contract.InvalidValueException;

/** The offsets that are to be read next in the topics of facts, reports and samples. */
public record Positions(long facts, long reports, long samples) {
  /** Where every topic begins. */
  public static final Positions START = new Positions(0, 0, 0);

  public Positions {
    InvalidValueException.unless(
        facts >= 0 && reports >= 0 && samples >= 0,
        "positions",
        facts + ", " + reports + ", " + samples,
        "must be 0 or more");
  }

  /** After the record of the facts topic at this offset. */
  public Positions afterFacts(long offset) {
    return new Positions(Math.max(facts, offset + 1), reports, samples);
  }

  /** After the record of the reports topic at this offset. */
  public Positions afterReports(long offset) {
    return new Positions(facts, Math.max(reports, offset + 1), samples);
  }

  /** After the record of the samples topic at this offset. */
  public Positions afterSamples(long offset) {
    return new Positions(facts, reports, Math.max(samples, offset + 1));
  }
}
