package org.tunnelbench.contract.document;

import java.util.List;
import java.util.stream.Collectors;
import org.tunnelbench.contract.api.Problem.Violation;

/** A document that breaks rules; names all of them at once. */
public final class InvalidDocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  public InvalidDocumentException(List<Violation> violations) {
    super(violations.stream().map(Violation::toString).collect(Collectors.joining("\n")));
    this.violations = List.copyOf(violations);
  }

  /** The broken rules, in the order of the document's lines; at least one. */
  public List<Violation> violations() {
    return violations;
  }
}
