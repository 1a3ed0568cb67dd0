package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.Json;
import org.tunnelbench.deploy.grafana.Dashboard;
import org.tunnelbench.deploy.grafana.Query;

/** Asks a Prometheus. */
final class PrometheusQueries {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(40);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  private PrometheusQueries(URI address) {
    this.address = address;
  }

  /** Those of the lab that is up. */
  static PrometheusQueries of(Launcher launcher) throws IOException, InterruptedException {
    JsonNode lab = Json.MAPPER.readTree(launcher.run("status", "--json").stdout()).at("/labs/0");
    assertThat(lab.path("parts").valueStream())
        .filteredOn(part -> part.path("name").asText().equals("prometheus"))
        .singleElement()
        .matches(part -> part.path("ready").asBoolean() && part.path("pid").asLong() > 0);
    return new PrometheusQueries(URI.create(lab.path("prometheus").asText()));
  }

  URI address() {
    return address;
  }

  /** The queries of the dashboards, of panels and variables, that are answered with nothing. */
  List<String> unanswered(Instant since) throws IOException, InterruptedException {
    List<String> unanswered = new ArrayList<>();
    for (Dashboard dashboard : Dashboard.all(Launcher.ROOT)) {
      List<Query> queries = new ArrayList<>(dashboard.queries());
      queries.addAll(dashboard.variables());
      for (Query query : queries) {
        if (await(query.withAll(), since).isEmpty()) {
          unanswered.add(query.place() + ": " + query.withAll());
        }
      }
    }
    return List.copyOf(unanswered);
  }

  /** The series that an instant query answers with. */
  JsonNode ask(String query) throws IOException, InterruptedException {
    return result("/api/v1/query?query=" + encoded(query));
  }

  /** The series that a query over the time since answers with, a point every second. */
  JsonNode ask(String query, Instant since) throws IOException, InterruptedException {
    return result(
        "/api/v1/query_range?step=1&query=%s&start=%d&end=%d"
            .formatted(encoded(query), since.getEpochSecond(), Instant.now().getEpochSecond() + 1));
  }

  /** Asks until there is an answer. */
  JsonNode await(String query, Instant since) throws IOException, InterruptedException {
    Instant giveUp = Instant.now().plus(LONGEST_WAIT);
    JsonNode answer = ask(query, since);
    while (answer.isEmpty() && Instant.now().isBefore(giveUp)) {
      answer = ask(query, since);
    }
    return answer;
  }

  /** Asks until the answer is one series with this value; answers the last value. */
  double awaitValue(String query, double wanted) throws IOException, InterruptedException {
    Instant giveUp = Instant.now().plus(LONGEST_WAIT);
    double value = value(query);
    while (value != wanted && Instant.now().isBefore(giveUp)) {
      value = value(query);
    }
    return value;
  }

  /** Asks until the answer has as many points; answers the values of the last answer. */
  List<Double> awaitPoints(String query, int wanted) throws IOException, InterruptedException {
    Instant giveUp = Instant.now().plus(LONGEST_WAIT);
    List<Double> values = values(ask(query));
    while (values.size() != wanted && Instant.now().isBefore(giveUp)) {
      values = values(ask(query));
    }
    return values;
  }

  private double value(String query) throws IOException, InterruptedException {
    JsonNode answer = ask(query);
    return answer.size() == 1 ? answer.at("/0/value/1").asDouble() : Double.NaN;
  }

  /** The values of all points of an answer over a time. */
  static List<Double> values(JsonNode answer) {
    List<Double> values = new ArrayList<>();
    for (JsonNode series : answer) {
      series.path("values").forEach(point -> values.add(point.path(1).asDouble()));
    }
    return values;
  }

  private JsonNode result(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(address.resolve(path)).timeout(LONGEST_ANSWER).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + ": " + answer.body());
    }
    return Json.MAPPER.readTree(answer.body()).at("/data/result");
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }
}
