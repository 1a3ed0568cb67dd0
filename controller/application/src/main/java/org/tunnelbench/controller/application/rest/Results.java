package org.tunnelbench.controller.application.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.analysis.ExperimentJudge;
import org.tunnelbench.controller.application.record.SeriesReader;
import org.tunnelbench.controller.application.record.SeriesReader.Wanted;
import org.tunnelbench.controller.application.record.UnavailableException;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.Ended;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.OpenTrial;
import org.tunnelbench.controller.trial.Planned;
import org.tunnelbench.controller.trial.TrialSeries;
import org.tunnelbench.controller.trial.TrialState;
import org.tunnelbench.controller.trial.Views;

/** Puts records and samples together. */
@Singleton
class Results {
  private final SeriesReader reader;

  @Inject
  Results(SeriesReader reader) {
    this.reader = reader;
  }

  /** Everything about an experiment, finished or not. */
  ExperimentResult result(Chronicle chronicle, ExperimentRecord experiment)
      throws UnavailableException {
    List<TrialState> states = new ArrayList<>();
    for (int place = 0; place < experiment.size(); place++) {
      states.add(chronicle.state(experiment, place));
    }
    List<Wanted> wanted = new ArrayList<>();
    for (int place = 0; place < experiment.size(); place++) {
      wanted(experiment, place, states.get(place)).ifPresent(wanted::add);
    }
    Map<TrialId, TrialSeries> series = reader.read(wanted);
    List<TrialResult> trials = new ArrayList<>();
    for (int place = 0; place < experiment.size(); place++) {
      TrialId trial = TrialId.of(experiment.id(), place);
      trials.add(Views.trial(experiment.trial(place), states.get(place), points(series, trial)));
    }
    return ExperimentJudge.judge(
        experiment.id(),
        experiment.document().name(),
        experiment.submittedAt(),
        experiment.state(),
        ExperimentDocuments.toJson(experiment.document()),
        hosts(chronicle, experiment),
        trials);
  }

  /** The series of the trial at a place, as far as it has come. */
  List<SeriesPoint> series(Chronicle chronicle, ExperimentRecord experiment, int place)
      throws UnavailableException {
    List<Wanted> wanted =
        wanted(experiment, place, chronicle.state(experiment, place)).stream().toList();
    return points(reader.read(wanted), TrialId.of(experiment.id(), place));
  }

  private static List<SeriesPoint> points(Map<TrialId, TrialSeries> series, TrialId trial) {
    @Nullable TrialSeries kept = series.get(trial);
    return kept == null ? List.of() : kept.points();
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

  private static List<HostStatus> hosts(Chronicle chronicle, ExperimentRecord experiment) {
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
