package org.tunnelbench.contract.trial;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import org.tunnelbench.contract.InvalidValueException;

/** A trial's name: its experiment's, a dash, and its place in the plan in five digits. */
public record TrialId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}-[0-9]{5}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TrialId {
    InvalidValueException.unless(
        FORM.matcher(value).matches(),
        "trial",
        value,
        "must be an experiment's id, a dash and five digits");
  }

  /** The trial at a place of the plan, from 0. */
  public static TrialId of(ExperimentId experiment, int place) {
    String digits = Integer.toString(place);
    return new TrialId(experiment + "-" + "0".repeat(Math.max(0, 5 - digits.length())) + digits);
  }

  public ExperimentId experiment() {
    return new ExperimentId(value.substring(0, 12));
  }

  /** The trial's place in the plan, from 0. */
  public int place() {
    return Integer.parseInt(value.substring(13));
  }

  @Override
  public String toString() {
    return value;
  }
}
