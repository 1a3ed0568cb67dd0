package org.tunnelbench.controller.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.ExperimentRecord;

/** How the fleet and its work stand. */
public final class FleetReadings {
  private FleetReadings() {}

  /** What the record says now. */
  public static List<Reading> of(Chronicle chronicle, FleetDocument fleet, Instant now) {
    List<Reading> readings = new ArrayList<>(hosts(chronicle, fleet));
    Map<Outcome, Integer> trials = new EnumMap<>(Outcome.class);
    Optional<Instant> oldest = Optional.empty();
    for (ExperimentRecord experiment : chronicle.experiments()) {
      boolean waits = count(chronicle, experiment, trials);
      if (waits && oldest.isEmpty()) {
        oldest = Optional.of(experiment.submittedAt());
      }
    }
    for (Outcome state : Outcome.values()) {
      readings.add(
          Reading.of(
              MetricNames.TRIALS,
              trials.getOrDefault(state, 0),
              MetricNames.STATE,
              state.name().toLowerCase(Locale.ROOT)));
    }
    readings.add(Reading.of(MetricNames.EXPERIMENTS_OPEN, chronicle.open()));
    double age =
        oldest.map(since -> Math.max(0, Duration.between(since, now).toMillis() / 1e3)).orElse(0.0);
    readings.add(Reading.of(MetricNames.QUEUE_AGE, age));
    return List.copyOf(readings);
  }

  /** Counts an experiment's trials by state; whether any waits. */
  private static boolean count(
      Chronicle chronicle, ExperimentRecord experiment, Map<Outcome, Integer> trials) {
    boolean waits = false;
    for (int place = 0; place < experiment.size(); place++) {
      Outcome state = chronicle.state(experiment, place).outcome();
      trials.merge(state, 1, Integer::sum);
      waits |= state == Outcome.PLANNED;
    }
    return waits;
  }

  private static List<Reading> hosts(Chronicle chronicle, FleetDocument fleet) {
    List<Reading> readings = new ArrayList<>();
    for (HostCondition condition : HostCondition.values()) {
      long hosts =
          chronicle.hosts().stream()
              .filter(heard -> heard.status().condition() == condition)
              .count();
      readings.add(
          Reading.of(
              MetricNames.HOSTS,
              (double) hosts,
              MetricNames.CONDITION,
              condition.name().toLowerCase(Locale.ROOT)));
    }
    long heard =
        chronicle.hosts().stream()
            .filter(
                word ->
                    fleet.hosts().stream()
                        .anyMatch(host -> host.name().equals(word.status().host())))
            .count();
    readings.add(Reading.of(MetricNames.HOSTS_SILENT, (double) (fleet.hosts().size() - heard)));
    return readings;
  }
}
