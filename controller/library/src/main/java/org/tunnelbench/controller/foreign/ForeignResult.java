package org.tunnelbench.controller.foreign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.Finding;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.ExperimentFacts;
import org.tunnelbench.controller.analysis.ExperimentJudge;
import org.tunnelbench.controller.analysis.cause.Explanation;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;

/** Series that were measured elsewhere, judged as those of an experiment are. */
public final class ForeignResult {
  private static final List<HostName> PAIR =
      List.of(new HostName("sender"), new HostName("receiver"));

  private static final int ID_DIGITS = 12;

  private ForeignResult() {}

  /**
   * The result of an experiment that consists of these series.
   *
   * @param name of the experiment
   * @param files where the series come from, in words
   * @param time that is shown as its own
   */
  public static ExperimentResult of(
      String name,
      List<String> files,
      Instant time,
      List<MeasuredSeries> series,
      Analysis analysis) {
    ExperimentId id = id(name, series);
    List<TrialResult> trials = new ArrayList<>();
    for (MeasuredSeries one : series) {
      trials.add(trial(TrialId.of(id, trials.size()), one));
    }
    ObjectNode document = Json.MAPPER.createObjectNode().put("name", name);
    files.forEach(document.putArray("files")::add);
    ExperimentResult judged =
        ExperimentJudge.judge(
            new ExperimentFacts(id, name, time, ExperimentState.DONE, document, List.of()), trials);
    return withCauses(judged, analysis.causes());
  }

  /** What one option makes slow is a finding, on however many kernels it was measured. */
  private static ExperimentResult withCauses(ExperimentResult judged, List<Explanation> causes) {
    if (causes.isEmpty()) {
      return judged;
    }
    List<Finding> findings = new ArrayList<>(causes.stream().map(ForeignResult::finding).toList());
    judged.findings().stream().filter(finding -> !isToldBy(causes, finding)).forEach(findings::add);
    String summary =
        findings.size() == 1
            ? findings.getFirst().sentence()
            : "%d findings, the gravest: %s"
                .formatted(findings.size(), findings.getFirst().sentence());
    return judged.with(findings, summary);
  }

  /** Whether each of the finding's cells has a cause on one of its kernels. */
  private static boolean isToldBy(List<Explanation> causes, Finding finding) {
    List<String> kernels = List.of(finding.kernel().split(", ", -1));
    return finding.cells().stream()
        .allMatch(
            cell ->
                causes.stream()
                    .anyMatch(
                        cause ->
                            kernels.contains(cause.kernel()) && slowLevels(cause).equals(cell)));
  }

  private static Map<String, String> slowLevels(Explanation cause) {
    Map<String, String> levels = new HashMap<>(cause.levels());
    levels.put(cause.factor(), cause.slow());
    return levels;
  }

  private static Finding finding(Explanation cause) {
    return new Finding(
        cause.sentence(),
        cause.kernel(),
        cause.factor(),
        cause.slow(),
        cause.healthy(),
        List.of(slowLevels(cause)));
  }

  private static TrialResult trial(TrialId id, MeasuredSeries series) {
    return new TrialResult(
        id,
        series.kernel(),
        PAIR,
        series.levels(),
        series.repetition(),
        Outcome.MEASURED,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        series.points());
  }

  /** The same series have the same id. */
  private static ExperimentId id(String name, List<MeasuredSeries> series) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((name + series).getBytes(StandardCharsets.UTF_8));
      return new ExperimentId(HexFormat.of().formatHex(digest).substring(0, ID_DIGITS));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
