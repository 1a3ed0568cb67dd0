package org.tunnelbench.hostagent.apply;

import java.util.Optional;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.Attempt;

/**
 * How an attempt's commands were answered, so that a repeated one is answered alike.
 *
 * @param digest of the command that set it up; empty where none came
 * @param setUp what that was answered
 * @param down what taking it down was answered
 */
public record AnsweredAttempt(
    Attempt attempt, String digest, Optional<Report> setUp, Optional<Report.EndpointDown> down) {
  /** The same with the answer to taking it down. */
  public AnsweredAttempt withDown(Report.EndpointDown answer) {
    return new AnsweredAttempt(attempt, digest, setUp, Optional.of(answer));
  }
}
