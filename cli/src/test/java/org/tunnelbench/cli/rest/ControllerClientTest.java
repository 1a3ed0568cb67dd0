package org.tunnelbench.cli.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.trial.ExperimentId;

/** One that knows several controllers, some of which are away. */
class ControllerClientTest {
  private static final String PROBLEM =
      """
      {"type":"/problems/unavailable","title":"Not now","status":503,"detail":"later","violations":[]}
      """;

  private final List<HttpServer> servers = new ArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  private URI answering(String name, int status, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    servers.add(server);
    server.createContext(
        "/",
        exchange -> {
          asked.add(name + " " + exchange.getRequestURI());
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private URI gone() throws IOException {
    URI address = answering("gone", 200, "");
    servers.getLast().stop(0);
    return address;
  }

  @Test
  void asksTheNextOneWhereOneIsGoneAndStaysWithIt() throws Exception {
    ControllerClient client =
        new ControllerClient(List.of(gone(), answering("second", 200, "[]")), "token");
    assertThat(client.experiments()).isEmpty();
    assertThat(client.hosts()).isEmpty();
    assertThat(asked).containsExactly("second /api/v1/experiments", "second /api/v1/hosts");
  }

  @Test
  void asksTheNextOneWhereOneCannotAnswerAtTheMoment() throws Exception {
    ControllerClient client =
        new ControllerClient(
            List.of(answering("first", 503, PROBLEM), answering("second", 200, "[]")), "token");
    assertThat(client.experiments()).isEmpty();
    assertThat(asked).containsExactly("first /api/v1/experiments", "second /api/v1/experiments");
  }

  @Test
  void namesAllOfThemWhereNoneAnswers() throws Exception {
    URI first = gone();
    URI second = gone();
    ControllerClient client = new ControllerClient(List.of(first, second), "token");
    assertThatThrownBy(client::experiments)
        .isInstanceOf(ControllerException.class)
        .hasMessageContaining(first.toString())
        .hasMessageContaining(second.toString());
  }

  @Test
  void leavesNothingOfAnExportThatIsRefused(@TempDir Path folder) throws Exception {
    String unknown =
        PROBLEM.replace("503", "404").replace("Not now", "There is no such experiment");
    ControllerClient client = new ControllerClient(answering("only", 404, unknown), "token");
    assertThatThrownBy(
            () -> client.export(new ExperimentId("0123456789ab"), folder.resolve("archive.jsonl")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("There is no such experiment");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void writesAnExportToItsFile(@TempDir Path folder) throws Exception {
    ControllerClient client = new ControllerClient(answering("only", 200, "a line\n"), "token");
    Path archive = folder.resolve("archive.jsonl");
    client.export(new ExperimentId("0123456789ab"), archive);
    assertThat(archive).hasContent("a line\n");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }
}
