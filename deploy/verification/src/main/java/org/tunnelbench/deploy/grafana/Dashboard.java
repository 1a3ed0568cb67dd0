package org.tunnelbench.deploy.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tunnelbench.contract.Json;

/**
 * A dashboard.
 *
 * @param file its name
 * @param json as Grafana is given it
 */
public record Dashboard(String file, JsonNode json) {
  /** Where they are below the root of the checkout. */
  public static final String FOLDER = "deploy/grafana/dashboards";

  /** All dashboards of a checkout. */
  public static List<Dashboard> all(Path root) throws IOException {
    List<Dashboard> dashboards = new ArrayList<>();
    try (Stream<Path> files = Files.list(root.resolve(FOLDER))) {
      for (Path file : files.sorted().toList()) {
        dashboards.add(
            new Dashboard(
                file.getFileName().toString(), Json.MAPPER.readTree(Files.readString(file))));
      }
    }
    return dashboards;
  }

  /** Its panels. */
  public List<JsonNode> panels() {
    return json.path("panels").valueStream().toList();
  }

  /** The queries of all its panels. */
  public List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(
            new Query(file + ": " + panel.path("title").asText(), target.path("expr").asText()));
      }
    }
    return queries;
  }

  /** The queries that its variables take their values from. */
  public List<Query> variables() {
    return json.path("templating")
        .path("list")
        .valueStream()
        .filter(variable -> variable.path("type").asText().equals("query"))
        .map(
            variable ->
                new Query(
                    file + ": variable " + variable.path("name").asText(),
                    variable.path("query").path("query").asText()))
        .toList();
  }
}
