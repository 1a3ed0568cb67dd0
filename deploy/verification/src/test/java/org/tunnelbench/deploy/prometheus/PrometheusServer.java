package org.tunnelbench.deploy.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.tunnelbench.contract.Json;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalOutput;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.monitoring.PrometheusProcess;
import org.tunnelbench.lab.monitoring.PrometheusSettings;

/** A real Prometheus that scrapes nobody. */
final class PrometheusServer implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;
  private final LocalProcess process;

  private PrometheusServer(int port, LocalProcess process) {
    this.address = URI.create("http://127.0.0.1:" + port);
    this.process = process;
  }

  static PrometheusServer start(Path folder, int port) throws Exception {
    PrometheusProcess prometheus = new PrometheusProcess(Promtool.programs(), folder, port);
    prometheus.write(new PrometheusSettings(RuleFile.RULES, List.of(), OptionalInt.empty()));
    return new PrometheusServer(
        port,
        LocalProcess.start(
            LocalCommand.of(prometheus.argv()).in(folder),
            new LocalOutput.Lines(System.out::println)));
  }

  /** Asks until the answer has as many elements; answers the last answer. */
  JsonNode await(String path, int elements) throws Exception {
    Instant giveUp = Instant.now().plus(LONGEST_WAIT);
    JsonNode answer = ask(path);
    while (size(answer) != elements && Instant.now().isBefore(giveUp)) {
      answer = ask(path);
    }
    return answer;
  }

  private static int size(JsonNode answer) {
    JsonNode values = answer.at("/result/0/values");
    return values.isMissingNode() ? answer.path("result").size() : values.size();
  }

  /** The data of an answer; nothing while the server is not there yet. */
  JsonNode ask(String path) throws InterruptedException {
    try {
      return Json.MAPPER
          .readTree(
              http.send(
                      HttpRequest.newBuilder(address.resolve(path)).build(),
                      HttpResponse.BodyHandlers.ofString())
                  .body())
          .path("data");
    } catch (IOException notYet) {
      return Json.MAPPER.createObjectNode();
    }
  }

  static String query(String query) {
    return "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.kill();
    try {
      var unused = process.waitFor(LONGEST_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
