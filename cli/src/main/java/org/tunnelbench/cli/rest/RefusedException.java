package org.tunnelbench.cli.rest;

import java.util.List;
import java.util.stream.Collectors;
import org.tunnelbench.contract.api.Problem;

/** The controller refused a request because of what it said, and has done nothing. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem.Violation> violations;

  public RefusedException(Problem problem) {
    super(describe(problem));
    this.violations = List.copyOf(problem.violations());
  }

  /**
   * The rules that what was sent breaks; none where it was refused for another reason. Lines in it
   * are those of what was sent, which need not be the user's file.
   */
  public List<Problem.Violation> violations() {
    return violations;
  }

  private static String describe(Problem problem) {
    if (problem.violations().isEmpty()) {
      return problem.title() + ": " + problem.detail();
    }
    return problem.violations().stream()
        .map(violation -> violation.field() + ": " + violation.rule())
        .collect(Collectors.joining("\n"));
  }
}
