package org.tunnelbench.contract.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tunnelbench.contract.api.Problem.Violation;

/** What is found wrong in one document while it is read. */
final class Violations {
  /** Bound on the violations that are told of one document. */
  static final int MOST = 100;

  private final List<Violation> found = new ArrayList<>();

  /** Notes a broken rule. The line counts from 1. */
  void add(int line, String field, String rule) {
    if (found.size() < MOST) {
      found.add(new Violation(OptionalInt.of(line), field, rule));
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * What was read, if nothing was found wrong; otherwise throws what was, in order of the lines.
   */
  <T> T orThrow(Optional<T> read) throws InvalidDocumentException {
    if (found.isEmpty()) {
      return read.orElseThrow(() -> new IllegalStateException("nothing read and nothing wrong"));
    }
    throw new InvalidDocumentException(
        found.stream()
            .distinct()
            .sorted(Comparator.comparingInt(violation -> violation.line().orElse(0)))
            .toList());
  }
}
