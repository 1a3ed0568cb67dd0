package org.tunnelbench.controller.application.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.Problem;
import org.tunnelbench.controller.application.ControllerBroker;
import org.tunnelbench.controller.application.FleetResource;

@QuarkusTest
@QuarkusTestResource(ControllerBroker.class)
@QuarkusTestResource(FleetResource.class)
class ProblemsTest {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  @TestHTTPResource URI root = URI.create("http://localhost");

  private Controller controller = new Controller(root);

  @BeforeEach
  void waitUntilReady() throws Exception {
    controller = new Controller(root);
    Instant giveUp = Instant.now().plus(LONGEST_WAIT);
    while (controller.get("/q/health/ready").statusCode() != 200) {
      assertThat(Instant.now()).isBefore(giveUp);
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /api/v1/experiments/0123456789ab                              | 404 | no experiment has the id 0123456789ab
          GET    | /api/v1/experiments/0123456789ab/trials                       | 404 | no experiment has the id 0123456789ab
          GET    | /api/v1/experiments/0123456789ab/result                       | 404 | no experiment has the id 0123456789ab
          GET    | /api/v1/experiments/0123456789ab/report                       | 404 | no experiment has the id 0123456789ab
          GET    | /api/v1/events?experiment=0123456789ab                        | 404 | no experiment has the id 0123456789ab
          GET    | /api/v1/experiments/0123456789ab/trials/x/series              | 404 | no experiment has the id 0123456789ab
          POST   | /api/v1/experiments/0123456789ab/cancel                       | 404 | no experiment has the id 0123456789ab
          DELETE | /api/v1/experiments/0123456789ab                              | 404 | no experiment has the id 0123456789ab
          GET    | /api/v1/experiments/NOT-AN-ID                                 | 400 | experiment must be twelve hexadecimal digits
          DELETE | /api/v1/experiments/NOT-AN-ID                                 | 400 | experiment must be twelve hexadecimal digits
          GET    | /api/v1/events?experiment=%20                                 | 400 | experiment must be twelve hexadecimal digits
          PUT    | /api/v1/experiments                                           | 405 | does not take this method
          DELETE | /api/v1/hosts                                                 | 405 | does not take this method
          GET    | /api/v1/nothing                                               | 404 | nothing under this path
          GET    | /nothing                                                      | 404 | nothing under this path
          POST   | /api/v1/experiments                                           | 400 | nothing was done
          """)
  void refusesInWords(String method, String path, int status, String detail) throws Exception {
    HttpResponse<String> response =
        controller.send(controller.request(path).method(method, BodyPublishers.noBody()));
    check(response, status, detail);
  }

  @Test
  void namesEveryRuleThatADocumentBreaks() throws Exception {
    Problem problem =
        check(
            controller.submit("name: 3\nblocks: [{tunnel: [teleport]}]\nsede: 4\n", "bad"),
            400,
            "nothing was done");
    assertThat(problem.violations())
        .extracting(violation -> violation.line().orElse(0) + " " + violation.field())
        .contains("1 name", "2 blocks[0].tunnel[0]", "3 sede");
  }

  @Test
  void refusesADocumentThatIsNoDocument() throws Exception {
    check(controller.submit("{", "broken"), 400, "nothing was done");
    check(controller.submit("", "empty"), 400, "nothing was done");
  }

  @Test
  void refusesAnUnknownMediaType() throws Exception {
    check(
        controller.send(
            controller
                .request("/api/v1/experiments")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("name: x"))),
        415,
        "application/yaml");
    check(
        controller.send(controller.request("/api/v1/hosts").header("Accept", "image/png")),
        406,
        "media type");
  }

  @Test
  void refusesAKeyThatIsNone() throws Exception {
    check(controller.submit("name: x", "with blanks"), 400, "Idempotency-Key must be 1 to 200");
  }

  @ParameterizedTest
  @CsvSource({"262145, true", "5000000, true", "262145, false"})
  void refusesALongBody(int bytes, boolean announced) throws Exception {
    byte[] body = "#".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
    HttpResponse<String> response =
        controller.send(
            controller
                .request("/api/v1/experiments")
                .header("Content-Type", "application/yaml")
                .POST(
                    announced
                        ? BodyPublishers.ofByteArray(body)
                        : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
    check(response, 413, "at most 262144 bytes");
  }

  private static Problem check(HttpResponse<String> response, int status, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith(Problem.MEDIA_TYPE));
    Problem problem = Controller.read(response, new TypeReference<>() {});
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.detail()).contains(detail);
    assertThat(problem.title()).isNotBlank();
    return problem;
  }

  @Test
  void describesItself() throws Exception {
    HttpResponse<String> response = controller.get("/q/openapi?format=json");
    JsonNode description = Json.MAPPER.readTree(response.body());
    JsonNode schemas = description.path("components").path("schemas");
    for (String reference : description.findValuesAsText("$ref")) {
      assertThat(schemas.has(reference.substring(reference.lastIndexOf('/') + 1)))
          .as(reference)
          .isTrue();
    }
    for (JsonNode path : description.path("paths")) {
      for (JsonNode operation : path) {
        assertThat(operation.path("summary").asText()).as(operation.toString()).isNotBlank();
        assertThat(operation.path("responses").path("503").has("content")).isTrue();
      }
    }
    assertThat(description.path("paths")).hasSize(12);
  }
}
