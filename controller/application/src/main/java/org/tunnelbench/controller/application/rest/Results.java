package org.tunnelbench.controller.application.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.ExperimentFacts;
import org.tunnelbench.controller.analysis.ExperimentJudge;
import org.tunnelbench.controller.analysis.shape.SeriesShape;
import org.tunnelbench.controller.application.record.SeriesReader;
import org.tunnelbench.controller.application.record.SeriesReader.Kept;
import org.tunnelbench.controller.application.record.SeriesReader.Wanted;
import org.tunnelbench.controller.application.record.UnavailableException;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.Ended;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.Imported;
import org.tunnelbench.controller.trial.OpenTrial;
import org.tunnelbench.controller.trial.Planned;
import org.tunnelbench.controller.trial.TrialState;
import org.tunnelbench.controller.trial.Views;

/** Puts records and samples together. */
@Singleton
public class Results {
  /**
   * Bound on the points of a report, which a browser has to draw, and this process to hold; twice
   * that where there are more trials than leave {@link #LEAST_POINTS} to each.
   */
  private static final int MOST_POINTS = 100_000;

  /** Bound on the readings of counters that are held at a time: some 20 MB. */
  private static final int MOST_READINGS = 20_000;

  /** Thinning may leave half of it, and a curve needs that to show a shape. */
  private static final int LEAST_POINTS = 2 * SeriesShape.LEAST_SAMPLES;

  private final SeriesReader reader;

  @Inject
  Results(SeriesReader reader) {
    this.reader = reader;
  }

  /** Everything about an experiment but the samples, which are left empty. */
  public ExperimentResult outline(Chronicle chronicle, ExperimentRecord experiment) {
    ExperimentResult measured =
        ExperimentJudge.compare(
            new ExperimentFacts(
                experiment.id(),
                experiment.document().name(),
                experiment.submittedAt(),
                experiment.state(),
                ExperimentDocuments.toJson(experiment.document()),
                hosts(chronicle, experiment)),
            Views.trials(chronicle, experiment));
    return experiment
        .imported()
        .map(imported -> measured.importedAt(imported.at()))
        .orElse(measured);
  }

  /**
   * Everything about an experiment, with series that are thinned where all of them would be more
   * than {@value #MOST_POINTS} points, and without counters where there would be more than {@value
   * #MOST_READINGS} readings.
   */
  public ExperimentResult overview(Chronicle chronicle, ExperimentRecord experiment)
      throws UnavailableException {
    return overview(outline(chronicle, experiment), chronicle, experiment);
  }

  /** Whether there are few enough readings of counters to look at all. */
  private static boolean isCounted(ExperimentRecord experiment) {
    return 2L * experiment.document().traffic().seconds() * experiment.size() <= MOST_READINGS;
  }

  private ExperimentResult overview(
      ExperimentResult outline, Chronicle chronicle, ExperimentRecord experiment)
      throws UnavailableException {
    int mostPoints = Math.max(LEAST_POINTS, MOST_POINTS / Math.max(1, experiment.size()));
    boolean counted = isCounted(experiment);
    List<TrialResult> trials = new ArrayList<>();
    SeriesInTurn series = inTurn(chronicle, experiment);
    for (TrialResult trial : outline.trials()) {
      TrialResult filled = series.fill(trial);
      List<SeriesPoint> points = filled.samples();
      trials.add(
          filled.with(Thinning.thin(counted ? points : withoutCounters(points), mostPoints)));
    }
    return outline.with(trials);
  }

  /**
   * The outline with the findings of the overview, as the report tells them: of an experiment that
   * has ended, where the overview has the counters. Of others it would tell less than is known.
   */
  public ExperimentResult explained(Chronicle chronicle, ExperimentRecord experiment)
      throws UnavailableException {
    ExperimentResult outline = outline(chronicle, experiment);
    if (experiment.state() == ExperimentState.RUNNING || !isCounted(experiment)) {
      return outline;
    }
    ExperimentResult overview = overview(outline, chronicle, experiment);
    ExperimentResult explained = Analysis.of(overview).explained(overview);
    return outline.with(explained.findings(), explained.summary());
  }

  /** The experiment's series, to be asked for in plan order. */
  SeriesInTurn inTurn(Chronicle chronicle, ExperimentRecord experiment) {
    return new SeriesInTurn(reader, wanted(chronicle, experiment), experiment.document().traffic());
  }

  /** The experiment's samples as they came, to be asked for in plan order. */
  InTurn<List<TrafficSample>> samplesInTurn(Chronicle chronicle, ExperimentRecord experiment) {
    return new InTurn<>(
        reader::samples, wanted(chronicle, experiment), experiment.document().traffic());
  }

  private static List<Wanted> wanted(Chronicle chronicle, ExperimentRecord experiment) {
    List<Wanted> wanted = new ArrayList<>();
    for (int place = 0; place < experiment.size(); place++) {
      wanted(experiment, place, chronicle.state(experiment, place)).ifPresent(wanted::add);
    }
    return wanted;
  }

  /** The series of the trial at a place, as far as it has come and is still there. */
  List<SeriesPoint> series(Chronicle chronicle, ExperimentRecord experiment, int place)
      throws UnavailableException, ProblemException {
    TrialState state = chronicle.state(experiment, place);
    TrialId trial = TrialId.of(experiment.id(), place);
    List<Wanted> wanted = wanted(experiment, place, state).stream().toList();
    Kept kept = reader.read(wanted).getOrDefault(trial, Kept.NOTHING);
    Optional<String> gap = Gaps.gap(state.outcome(), kept);
    if (gap.isPresent() && kept.points().isEmpty()) {
      throw ProblemException.gone(gap.get());
    }
    return kept.points();
  }

  private static List<SeriesPoint> withoutCounters(List<SeriesPoint> points) {
    return points.stream().map(SeriesPoint::withoutCounters).toList();
  }

  private static Optional<Wanted> wanted(ExperimentRecord experiment, int place, TrialState state) {
    return switch (state) {
      case Planned planned -> Optional.empty();
      case OpenTrial open ->
          Optional.of(
              new Wanted(
                  open.assignment().attempt(),
                  open.assignment().since().samples(),
                  Long.MAX_VALUE));
      case Ended ended ->
          ended
              .attempted()
              .map(
                  attempted ->
                      new Wanted(
                          new Attempt(TrialId.of(experiment.id(), place), attempted.number()),
                          attempted.since().samples(),
                          attempted.until().samples()));
    };
  }

  /** What is known of the hosts that took part. */
  static List<HostStatus> hosts(Chronicle chronicle, ExperimentRecord experiment) {
    Optional<Imported> imported = experiment.imported();
    if (imported.isPresent()) {
      return imported.get().hosts();
    }
    Set<HostName> names =
        experiment.plan().pairs().stream()
            .flatMap(pair -> Stream.of(pair.entry().sender(), pair.entry().receiver()))
            .collect(Collectors.toSet());
    return chronicle.hosts().stream()
        .map(Chronicle.Heard::status)
        .filter(status -> names.contains(status.host()))
        .toList();
  }
}
