package org.tunnelbench.controller.application.record;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.ExperimentRecord;

/** Every metric of the controller, by name. */
@Singleton
class ControllerMetrics {
  /** How many trials of all kept experiments are in a state. */
  static final String TRIALS = "tunnelbench.trials";

  /** How many hosts say that they are available. */
  static final String HOSTS_AVAILABLE = "tunnelbench.hosts.available";

  /** How many experiments have not ended. */
  static final String EXPERIMENTS_OPEN = "tunnelbench.experiments.open";

  private final ReadModel model;
  private final MeterRegistry registry;

  @Inject
  ControllerMetrics(ReadModel model, MeterRegistry registry) {
    this.model = model;
    this.registry = registry;
  }

  void register(@Observes StartupEvent started) {
    for (Outcome state : Outcome.values()) {
      Gauge.builder(TRIALS, () -> read(chronicle -> trials(chronicle, state)))
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .description("Trials of all kept experiments in this state")
          .register(registry);
    }
    Gauge.builder(HOSTS_AVAILABLE, () -> read(ControllerMetrics::hostsAvailable))
        .description("Hosts that say that they are available")
        .register(registry);
    Gauge.builder(EXPERIMENTS_OPEN, () -> read(Chronicle::open))
        .description("Experiments that have not ended")
        .register(registry);
  }

  private double read(ToDoubleFunction<Chronicle> count) {
    return model.known().map(count::applyAsDouble).orElse(0.0);
  }

  private static long trials(Chronicle chronicle, Outcome state) {
    return chronicle.experiments().stream()
        .mapToLong(experiment -> trials(chronicle, experiment, state))
        .sum();
  }

  private static long trials(Chronicle chronicle, ExperimentRecord experiment, Outcome state) {
    return IntStream.range(0, experiment.size())
        .filter(place -> chronicle.state(experiment, place).outcome() == state)
        .count();
  }

  private static long hostsAvailable(Chronicle chronicle) {
    return chronicle.hosts().stream()
        .filter(heard -> heard.status().condition() == HostCondition.AVAILABLE)
        .count();
  }
}
