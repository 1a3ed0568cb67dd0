package org.tunnelbench.contract.api;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;

/** What the live event stream carries. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.TrialChanged.class, name = "trial"),
  @JsonSubTypes.Type(value = Event.Speed.class, name = "speed"),
  @JsonSubTypes.Type(value = Event.ExperimentChanged.class, name = "experiment")
})
public sealed interface Event {
  /** The experiment that it tells of. */
  ExperimentId experiment();

  /**
   * A trial moved on.
   *
   * @param phase what goes on, in a word or two: "setting up", "measuring", …
   * @param trial without its samples
   */
  record TrialChanged(ExperimentId experiment, String phase, TrialResult trial) implements Event {}

  /** A sample arrived from the receiver. */
  record Speed(ExperimentId experiment, TrialId trial, SeriesPoint point) implements Event {}

  /** The experiment itself moved on. */
  record ExperimentChanged(ExperimentId experiment, ExperimentSummary summary) implements Event {}
}
