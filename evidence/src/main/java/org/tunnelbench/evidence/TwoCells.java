package org.tunnelbench.evidence;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.Finding;

/**
 * The two cells that matter: the one that is broken, and its healthy twin, which differs in one
 * option on the same kernel and hosts.
 */
record TwoCells(Finding finding, CellResult broken, CellResult healthy) {
  /**
   * Those of the gravest finding that names an option; of its cells one inside ESP, where there is
   * one.
   */
  static Optional<TwoCells> of(ExperimentResult result) {
    return result.findings().stream()
        .filter(finding -> !finding.factor().isEmpty())
        .flatMap(finding -> of(result, finding).stream())
        .findFirst();
  }

  private static Optional<TwoCells> of(ExperimentResult result, Finding finding) {
    return result.cells().stream()
        .filter(cell -> finding.tells(cell.kernel(), cell.levels()))
        .sorted(Comparator.comparing(TwoCells::isPlain))
        .flatMap(
            broken ->
                healthy(result, finding, broken).stream()
                    .map(healthy -> new TwoCells(finding, broken, healthy)))
        .findFirst();
  }

  private static boolean isPlain(CellResult cell) {
    return cell.levels().getOrDefault("protection", "none").equals("none");
  }

  private static Optional<CellResult> healthy(
      ExperimentResult result, Finding finding, CellResult broken) {
    Map<String, String> levels = new HashMap<>(broken.levels());
    levels.put(finding.factor(), finding.healthyLevel());
    return result.cells().stream()
        .filter(cell -> cell.kernel().equals(broken.kernel()))
        .filter(cell -> cell.pair().equals(broken.pair()) && cell.levels().equals(levels))
        .findFirst();
  }
}
