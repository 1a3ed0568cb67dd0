package org.tunnelbench.controller.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.metrics.FleetReadings;
import org.tunnelbench.controller.metrics.ResultReadings;

class FleetReadingsTest {
  private static final List<PairEntry> PAIRS = List.of(Samples.pair("a", "b", Optional.empty()));

  @Test
  void hostsTrialsAndTheAgeOfTheQueue() throws Exception {
    FleetDocument fleet =
        FleetDocuments.parse(
            """
            hosts:
              - {name: a, kind: netns, namespace: a, underlay: 10.0.0.1}
              - {name: b, kind: netns, namespace: b, underlay: 10.0.0.2}
              - {name: c, kind: netns, namespace: c, underlay: 10.0.0.3}
            pairs:
              - [a, b]
            """);
    Chronicle chronicle = new Chronicle();
    chronicle.fold(Samples.available(Samples.host("a"), Samples.NOON), 1);
    chronicle.fold(Samples.unreachable(Samples.host("b"), Samples.NOON), 2);
    ExperimentRecord experiment = Samples.experiment(Samples.EXPERIMENT, PAIRS, Samples.NOON);
    chronicle.fold(experiment);

    assertThat(shown(chronicle, fleet, Samples.NOON.plusSeconds(90)))
        .containsEntry("tunnelbench_hosts{condition=available}", 1.0)
        .containsEntry("tunnelbench_hosts{condition=unreachable}", 1.0)
        .containsEntry("tunnelbench_hosts{condition=unclean}", 0.0)
        .containsEntry("tunnelbench_hosts_silent{}", 1.0)
        .containsEntry("tunnelbench_trials{state=planned}", 8.0)
        .containsEntry("tunnelbench_experiments_open{}", 1.0)
        .containsEntry("tunnelbench_queue_age_seconds{}", 90.0);

    chronicle.fold(experiment.cancelled(Samples.NOON));

    assertThat(shown(chronicle, fleet, Samples.NOON.plusSeconds(90)))
        .containsEntry("tunnelbench_trials{state=cancelled}", 8.0)
        .containsEntry("tunnelbench_queue_age_seconds{}", 0.0);
  }

  @Test
  void onlyTheNewestExperimentsShowResults() {
    Chronicle chronicle = new Chronicle();
    for (int number = 0; number < 1_250; number++) {
      chronicle.fold(
          Samples.experiment(
              new ExperimentId("%012x".formatted(number)),
              PAIRS,
              Samples.NOON.plusSeconds(number)));
    }

    assertThat(chronicle.trialsKept()).isEqualTo(10_000);
    assertThat(ResultReadings.newest(chronicle))
        .hasSize(ResultReadings.NEWEST)
        .extracting(experiment -> experiment.id().value())
        .startsWith("0000000004e1");
  }

  private static Map<String, Double> shown(Chronicle chronicle, FleetDocument fleet, Instant now) {
    return FleetReadings.of(chronicle, fleet, now).stream()
        .collect(
            Collectors.toMap(
                reading ->
                    reading.series().metric().exposedName() + reading.series().labels().toString(),
                reading -> reading.value(),
                (one, other) -> one,
                TreeMap::new));
  }
}
