package org.tunnelbench.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PublishedSchemasTest {
  /** Bad experiments that are no JSON, or break a rule that no schema can say. */
  private static final Set<String> BEYOND_EXPERIMENT_SCHEMA =
      Set.of(
          "anchor",
          "control-character",
          "deadline-too-short",
          "duplicate-block-field",
          "duplicate-field",
          "duplicate-json-key",
          "interval-longer-than-traffic",
          "java-tag",
          "max-seconds-below-seconds",
          "merge-key",
          "mtu-octal",
          "not-yaml",
          "offload-twice",
          "precision-too-fine",
          "precision-with-shell",
          "racoon-with-ip-xfrm",
          "rate-fraction-of-a-bit",
          "repetitions-exponent",
          "sysctl-twice",
          "tab-indent",
          "tag",
          "too-large",
          "too-many-samples",
          "too-many-trials",
          "ttl-with-nopmtudisc",
          "two-documents");

  private static final Set<String> BEYOND_FLEET_SCHEMA =
      Set.of(
          "duplicate-field",
          "name-twice",
          "pair-one-address",
          "pair-twice",
          "pair-unknown-host",
          "two-documents");

  @TestFactory
  Stream<DynamicTest> everyShippedExperimentObeysItsSchemaAndIsRead() throws IOException {
    return files(Path.of("../experiments"))
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.toString(),
                    () -> {
                      String text = Files.readString(file);
                      JsonNode json = YamlAsJson.read(text).orElseThrow();
                      assertThat(PublishedSchema.EXPERIMENT.errors(json)).isEmpty();
                      assertThat(ExperimentDocuments.parse(text).name())
                          .isEqualTo(json.path("name").asText());
                    }));
  }

  @Test
  void theShippedFleetObeysItsSchemaAndIsRead() throws Exception {
    String text = Files.readString(Path.of("../docs/examples/fleet.yaml"));

    assertThat(PublishedSchema.FLEET.errors(YamlAsJson.read(text).orElseThrow())).isEmpty();
    assertThat(FleetDocuments.parse(text).hosts()).hasSize(6);
  }

  @Test
  void allOtherBadExperimentsAreRefusedByTheSchemaToo() throws IOException {
    assertThat(notRefused("experiment", PublishedSchema.EXPERIMENT))
        .containsExactlyInAnyOrderElementsOf(BEYOND_EXPERIMENT_SCHEMA);
  }

  @Test
  void allOtherBadFleetsAreRefusedByTheSchemaToo() throws IOException {
    assertThat(notRefused("fleet", PublishedSchema.FLEET))
        .containsExactlyInAnyOrderElementsOf(BEYOND_FLEET_SCHEMA);
  }

  @Test
  void everyFieldOfTheSchemasIsDescribed() {
    List<String> bare = new ArrayList<>();
    for (PublishedSchema schema : List.of(PublishedSchema.EXPERIMENT, PublishedSchema.FLEET)) {
      collectUndescribed(schema.text(), schema.text(), "", bare);
    }
    assertThat(bare).isEmpty();
  }

  private static void collectUndescribed(
      JsonNode root, JsonNode node, String path, List<String> bare) {
    boolean declares =
        node.path("properties").isObject()
            && (node.path("additionalProperties").isBoolean()
                || node.path("type").asText().equals("object"));
    if (declares) {
      node.path("properties")
          .properties()
          .forEach(
              field -> {
                JsonNode value = field.getValue();
                JsonNode target =
                    value.has("$ref") ? root.at(value.path("$ref").asText().substring(1)) : value;
                if (!value.has("description") && !target.has("description")) {
                  bare.add(path + "." + field.getKey());
                }
              });
    }
    node.properties()
        .forEach(
            field -> collectUndescribed(root, field.getValue(), path + "." + field.getKey(), bare));
  }

  /** The inputs of a corpus that are no JSON, or in which the schema finds nothing wrong. */
  private static List<String> notRefused(String folder, PublishedSchema schema) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path file : files(Path.of("src/test/resources/corpus", folder)).toList()) {
      boolean refused =
          file.toString().endsWith(".txt")
              || YamlAsJson.read(Files.readString(file))
                  .filter(json -> !schema.errors(json).isEmpty())
                  .isPresent();
      if (!refused) {
        names.add(file.getFileName().toString().replaceFirst("\\.[a-z]+$", ""));
      }
    }
    return names;
  }

  private static Stream<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList().stream();
    }
  }
}
