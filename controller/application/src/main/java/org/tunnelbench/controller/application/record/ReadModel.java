package org.tunnelbench.controller.application.record;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.tunnelbench.controller.trial.Chronicle;

/** The record as it was last read, for whoever only reads. */
@ApplicationScoped
public class ReadModel {
  private volatile Optional<Chronicle> chronicle = Optional.empty();
  private volatile Optional<String> trouble = Optional.of("the record is not read yet");

  /** What is known; stale while the broker is away. */
  public Chronicle chronicle() throws UnavailableException {
    Optional<Chronicle> known = chronicle;
    if (known.isEmpty()) {
      throw new UnavailableException(trouble.orElse("the record is not read yet"));
    }
    return known.get();
  }

  /** What is known, where anything is. */
  public Optional<Chronicle> known() {
    return chronicle;
  }

  /** Why the record is not followed at the moment; absent while it is. */
  public Optional<String> trouble() {
    return trouble;
  }

  /** The record was read to its end and is followed. */
  void caughtUp(Chronicle read) {
    chronicle = Optional.of(read);
    trouble = Optional.empty();
  }

  /** The record is not followed for the time being. */
  void lost(String reason) {
    trouble = Optional.of(reason);
  }
}
