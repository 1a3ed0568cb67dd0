package org.tunnelbench.contract.trial;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import org.tunnelbench.contract.InvalidValueException;

/** An experiment's name: twelve hexadecimal digits. */
public record ExperimentId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ExperimentId {
    InvalidValueException.unless(
        FORM.matcher(value).matches(),
        "experiment",
        value,
        "must be twelve hexadecimal digits in lower case");
  }

  @Override
  public String toString() {
    return value;
  }
}
