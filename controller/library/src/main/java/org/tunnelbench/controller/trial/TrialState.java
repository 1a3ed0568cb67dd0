package org.tunnelbench.controller.trial;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.tunnelbench.contract.api.Outcome;

/**
 * Where a trial stands: planned, then setting up, starting the receiver, measuring, taking down,
 * then ended. Each state has as methods the transitions that are legal from it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Planned.class, name = "planned"),
  @JsonSubTypes.Type(value = SettingUp.class, name = "setting-up"),
  @JsonSubTypes.Type(value = StartingReceiver.class, name = "starting-receiver"),
  @JsonSubTypes.Type(value = Measuring.class, name = "measuring"),
  @JsonSubTypes.Type(value = TakingDown.class, name = "taking-down"),
  @JsonSubTypes.Type(value = Ended.class, name = "ended")
})
public sealed interface TrialState permits Planned, OpenTrial, Ended {
  /** What goes on, in a word or two. */
  String phase();

  /** The state in the words of the REST interface. */
  Outcome outcome();
}
