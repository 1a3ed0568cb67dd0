package org.tunnelbench.hostagent.apply;

import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.trial.Failure;

/**
 * What became of undoing an attempt.
 *
 * @param differences from the snapshot before, one line each
 * @param remains of the attempt itself that still stand on the host, or could not be looked for
 */
public record Undone(List<String> differences, Optional<Failure> remains) {
  public Undone {
    differences = List.copyOf(differences);
  }
}
