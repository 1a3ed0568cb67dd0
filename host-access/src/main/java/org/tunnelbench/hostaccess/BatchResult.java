package org.tunnelbench.hostaccess;

import java.util.List;
import java.util.OptionalInt;

/**
 * What the steps of a batch said.
 *
 * @param results one for each step that ran, in order; fewer than there are steps where one failed
 *     and stopped the rest
 */
public record BatchResult(List<StepResult> results) {
  public BatchResult {
    results = List.copyOf(results);
  }

  /** The place of the first step that failed, if one did. */
  public OptionalInt firstFailure() {
    for (int place = 0; place < results.size(); place++) {
      if (!results.get(place).succeeded()) {
        return OptionalInt.of(place);
      }
    }
    return OptionalInt.empty();
  }
}
