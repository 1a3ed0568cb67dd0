package org.tunnelbench.controller.application.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.application.Fleet;
import org.tunnelbench.controller.application.record.ReadModel;
import org.tunnelbench.controller.application.record.UnavailableException;
import org.tunnelbench.controller.application.rest.Results;
import org.tunnelbench.controller.metrics.FleetReadings;
import org.tunnelbench.controller.metrics.Reading;
import org.tunnelbench.controller.metrics.ResultReadings;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.ExperimentRecord;

/** Shows how the fleet stands and what the newest experiments found, on every replica alike. */
@Singleton
class ControllerMetrics {
  private static final Logger LOG = Logger.getLogger(ControllerMetrics.class);

  /** How often what is shown is renewed, where that takes little. */
  private static final Duration REFRESH = Duration.ofSeconds(2);

  /** The part of a processor's time that renewing may take. */
  private static final int MOST_PERCENT = 10;

  private static final int WHOLE = 100;

  private final ReadModel model;
  private final Fleet fleet;
  private final Results results;
  private final ShownReadings shown;
  private final InstantSource clock = InstantSource.system();
  private final ScheduledExecutorService refreshing =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("metrics").unstarted(task));

  /** What was read of the series of an experiment that has ended; they never change. */
  private final Map<ExperimentId, List<Reading>> ofSeries = new HashMap<>();

  @Inject
  ControllerMetrics(ReadModel model, Fleet fleet, Results results, MeterRegistry registry) {
    this.model = model;
    this.fleet = fleet;
    this.results = results;
    this.shown = new ShownReadings(registry);
  }

  void start(@Observes StartupEvent started) {
    renewAfter(Duration.ZERO);
  }

  private void renewAfter(Duration delay) {
    try {
      var unused = refreshing.schedule(this::renew, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopped) {
      // Nobody is shown anything any more.
    }
  }

  private void renew() {
    long start = System.nanoTime();
    refresh();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Duration rest = took.multipliedBy(WHOLE / MOST_PERCENT - 1);
    renewAfter(rest.compareTo(REFRESH) > 0 ? rest : REFRESH);
  }

  void stop(@Observes ShutdownEvent stopped) {
    refreshing.shutdownNow();
  }

  private void refresh() {
    try {
      model.known().ifPresent(this::refresh);
    } catch (RuntimeException e) {
      // An exception that leaves the task would end it for good.
      LOG.error("the metrics could not be refreshed", e);
    }
  }

  private void refresh(Chronicle chronicle) {
    List<Reading> readings =
        new ArrayList<>(FleetReadings.of(chronicle, fleet.document(), clock.instant()));
    List<ExperimentRecord> newest = ResultReadings.newest(chronicle);
    ofSeries.keySet().retainAll(newest.stream().map(ExperimentRecord::id).toList());
    for (ExperimentRecord experiment : newest) {
      readings.addAll(ResultReadings.cells(results.outline(chronicle, experiment)));
      readings.addAll(ofSeries.getOrDefault(experiment.id(), List.of()));
    }
    shown.show(readings);
    firstUnread(newest).ifPresent(experiment -> read(chronicle, experiment));
  }

  private Optional<ExperimentRecord> firstUnread(List<ExperimentRecord> newest) {
    return newest.stream()
        .filter(experiment -> experiment.endedAt().isPresent())
        .filter(experiment -> !ofSeries.containsKey(experiment.id()))
        .findFirst();
  }

  /** One experiment at a time, since it takes a while and everything else is to stay fresh. */
  private void read(Chronicle chronicle, ExperimentRecord experiment) {
    try {
      ofSeries.put(experiment.id(), ResultReadings.series(results.overview(chronicle, experiment)));
    } catch (UnavailableException e) {
      LOG.debugf("the series of %s cannot be read yet: %s", experiment.id(), e.getMessage());
    }
  }
}
