package org.tunnelbench.cli.rest;

import java.util.stream.Collectors;
import org.tunnelbench.contract.api.Problem;

/** The controller refused a request because of what it said, and has done nothing. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public RefusedException(Problem problem) {
    super(describe(problem));
  }

  private static String describe(Problem problem) {
    if (problem.violations().isEmpty()) {
      return problem.title() + ": " + problem.detail();
    }
    return problem.violations().stream()
        // What was sent is the document's canonical form: its lines are not those of the user's
        // file.
        .map(violation -> violation.field() + ": " + violation.rule())
        .collect(Collectors.joining("\n"));
  }
}
