package org.tunnelbench.controller.report;

import java.util.List;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.Finding;

/** Findings as lines of a text. */
final class FindingLines {
  /** Bound on those that are told one by one. */
  static final int MOST_TOLD = 20;

  private FindingLines() {}

  /** One finding is the summary itself and no line; several are listed before it. */
  static List<String> of(ExperimentResult result) {
    List<Finding> findings = result.findings();
    if (findings.size() < 2) {
      return List.of();
    }
    return Stream.concat(
            findings.stream().limit(MOST_TOLD).map(finding -> "• " + finding.sentence()),
            findings.size() > MOST_TOLD
                ? Stream.of(
                    "• %d more, which result.json has".formatted(findings.size() - MOST_TOLD))
                : Stream.empty())
        .toList();
  }
}
