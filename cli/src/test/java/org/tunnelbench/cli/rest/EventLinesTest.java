package org.tunnelbench.cli.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.Event;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;

class EventLinesTest {
  @Test
  void readsTheDataAndPassesOverEverythingElse() throws Exception {
    ExperimentId experiment = new ExperimentId("0123456789ab");
    Event speed =
        new Event.Speed(
            experiment,
            TrialId.of(experiment, 3),
            new SeriesPoint(0.1, 0.1, 1_000, OptionalLong.empty(), OptionalLong.of(2)));

    assertThat(
            EventLines.events(
                Stream.of(
                    ": kept alive",
                    "id: 7",
                    "data:" + Json.MAPPER.writeValueAsString(speed),
                    "",
                    "data:",
                    "data: " + Json.MAPPER.writeValueAsString(speed))))
        .containsExactly(speed, speed);
  }
}
