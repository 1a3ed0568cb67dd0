package org.tunnelbench.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.Json;

class FleetResultTest {
  private static FleetResult.Measured measured(double transitionsPerSecond, double restart) {
    return new FleetResult.Measured(
        new FleetSize(20, 10, 400),
        3,
        10,
        414,
        414,
        (long) (10 * transitionsPerSecond),
        FleetResult.Latency.of(List.of(1.0, 2.0, 3.0)),
        FleetResult.Latency.of(List.of(4.0)),
        41.4,
        transitionsPerSecond,
        List.of(new FleetResult.Heap(0, 0, 20), new FleetResult.Heap(400, 400, 20.4)),
        1,
        150,
        new FleetResult.Processors(0.5, 0.4, 0.1),
        restart,
        414);
  }

  @Test
  void whatEachTrialTakesIsTheSlopeOfTheHeap() {
    assertThat(
            FleetResult.Heap.kilobytesPerTrial(
                List.of(
                    new FleetResult.Heap(0, 0, 20),
                    new FleetResult.Heap(10_000, 10_000, 26),
                    new FleetResult.Heap(10_000, 20_000, 32))))
        .isCloseTo(0.6, within(1e-9));
  }

  @Test
  void theGoalsAreThoseOfTheWholeFleet() {
    FleetResult reached = FleetResult.of(Optional.of(measured(10, 60)), measured(1_000, 4.9));
    assertThat(reached.transitionsReached()).isTrue();
    assertThat(reached.restartReached()).isTrue();

    FleetResult missed = FleetResult.of(Optional.empty(), measured(999, 5));
    assertThat(missed.transitionsReached()).isFalse();
    assertThat(missed.restartReached()).isFalse();
  }

  @Test
  void programsReadWhatUsersDo() {
    FleetResult result = FleetResult.of(Optional.of(measured(500, 2)), measured(1_200, 3));
    JsonNode json = Json.MAPPER.valueToTree(result);

    assertThat(json.path("name").asText()).isEqualTo("fleet");
    assertThat(json.path("goal").asText()).contains("1000 transitions", "5 s");
    assertThat(json.path("reached").asBoolean()).isTrue();
    assertThat(json.path("whole").path("transitionsPerSecond").asDouble()).isEqualTo(1_200);
    assertThat(json.path("whole").path("post").path("p99").asDouble()).isPositive();
    assertThat(json.path("small").path("size").path("hosts").asInt()).isEqualTo(20);
    assertThat(result.text())
        .contains("1200 transitions/s", "from 20 to 20 hosts", "restart below 5 s (reached)");
  }
}
