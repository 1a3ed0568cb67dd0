package org.tunnelbench.controller.foreign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
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
    return analysis.explained(withoutKnownFaults(judged, analysis.causes()));
  }

  /** A finding whose every cell a known fault explains is told by its name. */
  private static ExperimentResult withoutKnownFaults(
      ExperimentResult judged, List<Explanation> causes) {
    List<Explanation> known =
        causes.stream().filter(cause -> !cause.diagnoses().isEmpty()).toList();
    return judged.with(
        judged.findings().stream().filter(finding -> !isToldBy(known, finding)).toList(),
        judged.summary());
  }

  private static boolean isToldBy(List<Explanation> known, Finding finding) {
    return finding.cells().stream()
        .allMatch(
            levels ->
                known.stream()
                    .anyMatch(
                        cause ->
                            cause.slowLevels().equals(levels)
                                && finding.tells(cause.kernel(), levels)));
  }

  private static TrialResult trial(TrialId id, MeasuredSeries series) {
    return new TrialResult(
        id,
        series.kernel(),
        pair(series),
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

  /** The hosts of a series that an experiment measured; of any other nothing is known. */
  private static List<HostName> pair(MeasuredSeries series) {
    return series.pair().isEmpty()
        ? PAIR
        : Stream.of(series.pair().split(" ", -1)).map(HostName::new).toList();
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
