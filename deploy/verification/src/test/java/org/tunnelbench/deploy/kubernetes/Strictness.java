package org.tunnelbench.deploy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.tunnelbench.contract.Json;

/**
 * What is wrong with an object, as strictly as an API server that is told {@code
 * fieldValidation=Strict}: by the models of Kubernetes' own OpenAPI for its kinds, and by their
 * CRDs' schemas for others.
 */
final class Strictness {
  /** Numbers with a suffix (kubernetes.io, "Resource units in Kubernetes"). */
  private static final String QUANTITY = "[0-9]+(\\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?";

  private static final Map<String, Model> MODELS =
      Map.of(
          "v1 ConfigMap", V1ConfigMap::validateJsonElement,
          "v1 Namespace", V1Namespace::validateJsonElement,
          "v1 PersistentVolumeClaim", V1PersistentVolumeClaim::validateJsonElement,
          "v1 Service", V1Service::validateJsonElement,
          "v1 ServiceAccount", V1ServiceAccount::validateJsonElement,
          "apps/v1 DaemonSet", V1DaemonSet::validateJsonElement,
          "apps/v1 Deployment", V1Deployment::validateJsonElement,
          "apps/v1 StatefulSet", V1StatefulSet::validateJsonElement,
          "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy::validateJsonElement,
          "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement);

  private final Map<String, Schema> schemas = new TreeMap<>();

  private interface Model {
    void validate(JsonElement object) throws IOException;
  }

  Strictness() throws IOException {
    for (String file : List.of("strimzi-1.2.0.json", "prometheus-operator.json")) {
      try (InputStream json =
          Objects.requireNonNull(Strictness.class.getResourceAsStream(file), file)) {
        for (Map.Entry<String, JsonNode> kind : Json.MAPPER.readTree(json).properties()) {
          schemas.put(
              kind.getKey(),
              SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                  .getSchema(closed(kind.getValue()).toString()));
        }
      }
    }
  }

  /** A schema that knows no fields but those that it names. */
  private static JsonNode closed(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      boolean open = object.path("x-kubernetes-preserve-unknown-fields").asBoolean();
      if (object.path("properties").isObject() && !object.has("additionalProperties") && !open) {
        object.put("additionalProperties", false);
      }
      object.remove("x-kubernetes-preserve-unknown-fields");
    }
    schema.forEach(Strictness::closed);
    return schema;
  }

  /** What is wrong, a line each. */
  List<String> complaints(JsonNode object) throws IOException {
    List<String> complaints = new ArrayList<>();
    String kind = object.path("apiVersion").asText() + " " + object.path("kind").asText();
    Model model = MODELS.get(kind);
    Schema schema = schemas.get(kind);
    if (model != null) {
      try {
        model.validate(JsonParser.parseString(object.toString()));
      } catch (IllegalArgumentException e) {
        complaints.add(String.valueOf(e.getMessage()));
      }
    } else if (schema != null) {
      schema
          .validate(object.toString(), InputFormat.JSON)
          .forEach(error -> complaints.add(error.toString()));
    } else {
      complaints.add("nobody knows the kind " + kind);
    }
    quantities(object, complaints);
    return complaints.stream().map(line -> Manifests.name(object) + ": " + line).toList();
  }

  private static void quantities(JsonNode node, List<String> complaints) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      switch (field.getKey()) {
        case "requests", "limits" ->
            field.getValue().forEach(amount -> quantity(amount, complaints));
        case "sizeLimit" -> quantity(field.getValue(), complaints);
        default -> quantities(field.getValue(), complaints);
      }
    }
    if (node.isArray()) {
      node.forEach(element -> quantities(element, complaints));
    }
  }

  private static void quantity(JsonNode amount, List<String> complaints) {
    if (!amount.asText().matches(QUANTITY)) {
      complaints.add("no quantity: " + amount);
    }
  }
}
