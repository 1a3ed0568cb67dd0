package org.tunnelbench.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.TunnelKind;

/** The published schema holds of what is written, and refuses what breaks it. */
class ResultJsonTest {
  private static final Path SCHEMA = Path.of("../../docs/schemas/result.schema.json");

  private final Schema schema;

  ResultJsonTest() throws IOException {
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
  }

  static Stream<ExperimentResult> results() {
    return Stream.of(
        Examples.measured(),
        Examples.partlyFailed(),
        Examples.cancelled(),
        Examples.unsteady(),
        Examples.empty());
  }

  @ParameterizedTest
  @MethodSource("results")
  void isValid(ExperimentResult result) {
    assertThat(errors(ResultJson.of(result))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("results")
  void isReadBackAsItWas(ExperimentResult result) throws IOException {
    assertThat(Json.MAPPER.readValue(ResultJson.of(result), ExperimentResult.class))
        .isEqualTo(result);
  }

  @Test
  void carriesOfEachTrialWhatProgramsNeed() throws IOException {
    JsonNode trials = Json.MAPPER.readTree(ResultJson.of(Examples.measured())).path("trials");
    assertThat(trials).hasSize(48);
    assertThat(trials)
        .allSatisfy(
            trial -> {
              assertThat(trial.path("kernel").asText()).matches("[0-9]+\\.[0-9]+\\..*");
              assertThat(trial.path("pair")).hasSize(2);
              assertThat(trial.path("levels").properties())
                  .extracting(level -> level.getKey())
                  .containsExactlyElementsOf(Levels.direct(TunnelKind.NONE).byFactor().keySet());
              assertThat(trial.path("repetition").isInt()).isTrue();
              assertThat(trial.path("state").asText()).isEqualTo("measured");
              assertThat(trial.path("verdict").asText()).isIn("measured", "no traffic");
              assertThat(trial.path("medianMbitPerSecond").isNumber()).isTrue();
              assertThat(trial.path("samples")).hasSize(30);
              assertThat(trial.path("hosts"))
                  .hasSize(2)
                  .allSatisfy(host -> assertThat(host.path("clean").asBoolean()).isTrue());
            });
  }

  @ParameterizedTest
  @MethodSource("brokenFields")
  void isRefusedBySchemaWhereAFieldIsMissing(String field) throws IOException {
    ObjectNode result = (ObjectNode) Json.MAPPER.readTree(ResultJson.of(Examples.measured()));
    ((ObjectNode) result.path("trials").path(0)).remove(field);
    assertThat(errors(result.toString())).isNotEmpty();
  }

  static Stream<String> brokenFields() {
    return Stream.of(
        "kernel",
        "pair",
        "levels",
        "repetition",
        "state",
        "verdict",
        "medianMbitPerSecond",
        "samples",
        "hosts");
  }

  private List<Error> errors(String json) {
    return schema.validate(json, InputFormat.JSON);
  }
}
