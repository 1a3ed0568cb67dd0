package org.tunnelbench.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.Outcome;

class SimulationResultTest {
  private static final Map<Outcome, Integer> TRIALS = Map.of(Outcome.MEASURED, 7);

  @Test
  void whatDidNotHoldFailsTheRunAndNamesItsSeed() {
    SimulationResult result =
        SimulationResult.of(
            1,
            200,
            5_000,
            List.of(new SimulationResult.Violation(17, "a host in two trials")),
            1,
            TRIALS);

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.reached()).isFalse();
    assertThat(result.text()).contains("  seed 17: a host in two trials\n", "violations: 1\n");
  }

  @Test
  void tooSlowIsNoFailure() {
    SimulationResult result = SimulationResult.of(1, 200, 5_000, List.of(), 18.1, TRIALS);

    assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(result.reached()).isFalse();
    assertThat(SimulationResult.of(1, 200, 5_000, List.of(), 17.9, TRIALS).reached()).isTrue();
  }

  @Test
  void aProgramReadsHowManyDidNotHold() {
    JsonNode json =
        Json.MAPPER.valueToTree(SimulationResult.of(3, 200, 5_000, List.of(), 1, TRIALS));

    assertThat(json.get("name").asText()).isEqualTo("simulation");
    assertThat(json.get("goal").asText()).isNotBlank();
    assertThat(json.get("seeds").asInt()).isEqualTo(200);
    assertThat(json.get("steps").asInt()).isEqualTo(5_000);
    assertThat(json.get("violations").asInt(-1)).isZero();
  }
}
