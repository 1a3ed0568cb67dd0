package org.tunnelbench.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.trial.ExperimentId;

/**
 * Everything about an experiment: what {@code result.json} holds.
 *
 * @param schema the result's major version, now {@value #SCHEMA}
 * @param document as it was submitted, defaults filled in
 * @param hosts the facts of the hosts that took part
 * @param findings what is slow or carries nothing, the gravest first
 * @param summary the answer in a sentence: the finding, or that nothing slow was found
 * @param importedAt when it was imported; absent where the fleet of this controller measured it
 */
public record ExperimentResult(
    int schema,
    ExperimentId id,
    String name,
    Instant submittedAt,
    ExperimentState state,
    JsonNode document,
    List<HostStatus> hosts,
    List<TrialResult> trials,
    List<CellResult> cells,
    List<Finding> findings,
    String summary,
    Optional<Instant> importedAt) {
  /** The version that this code writes. */
  public static final int SCHEMA = 1;

  public ExperimentResult {
    hosts = List.copyOf(hosts);
    trials = List.copyOf(trials);
    cells = List.copyOf(cells);
    findings = List.copyOf(findings);
  }

  /** The same, imported then. */
  public ExperimentResult importedAt(Instant time) {
    return changed(trials, findings, summary, Optional.of(time));
  }

  /** The same with these trials. */
  public ExperimentResult with(List<TrialResult> others) {
    return changed(others, findings, summary, importedAt);
  }

  /** The same with these findings, and the sentence that says them. */
  public ExperimentResult with(List<Finding> others, String sentence) {
    return changed(trials, others, sentence, importedAt);
  }

  private ExperimentResult changed(
      List<TrialResult> ofTrials,
      List<Finding> found,
      String sentence,
      Optional<Instant> imported) {
    return new ExperimentResult(
        schema,
        id,
        name,
        submittedAt,
        state,
        document,
        hosts,
        ofTrials,
        cells,
        found,
        sentence,
        imported);
  }
}
