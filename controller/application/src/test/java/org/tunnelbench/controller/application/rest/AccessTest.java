package org.tunnelbench.controller.application.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.Problem;
import org.tunnelbench.controller.application.ControllerBroker;
import org.tunnelbench.controller.application.FleetResource;
import org.tunnelbench.controller.archive.Archive;

/** Every operation that the controller describes is closed to strangers, and changes to viewers. */
@QuarkusTest
@QuarkusTestResource(ControllerBroker.class)
@QuarkusTestResource(FleetResource.class)
class AccessTest {
  @TestHTTPResource URI root = URI.create("http://localhost");

  /** An operation, with its placeholders filled. */
  private record Operation(String method, String path) {
    boolean changes() {
      return !method.equals("GET");
    }
  }

  private Controller controller() {
    return new Controller(root);
  }

  private List<Operation> operations() throws Exception {
    JsonNode paths =
        Json.MAPPER
            .readTree(controller().send(controller().stranger("/q/openapi?format=json")).body())
            .path("paths");
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      String filled =
          path.getKey().replace("{id}", "0123456789ab").replace("{trial}", "0123456789ab-00000");
      path.getValue()
          .fieldNames()
          .forEachRemaining(
              method -> operations.add(new Operation(method.toUpperCase(Locale.ROOT), filled)));
    }
    assertThat(operations).hasSizeGreaterThan(10).anyMatch(Operation::changes);
    return operations;
  }

  private HttpResponse<String> send(HttpRequest.Builder request, Operation operation)
      throws Exception {
    return controller()
        .send(
            request
                .header(
                    "Content-Type",
                    operation.path().equals(ImportResource.PATH)
                        ? Archive.MEDIA_TYPE
                        : "application/yaml")
                .method(
                    operation.method(),
                    operation.method().equals("POST")
                        ? BodyPublishers.ofString("name: x")
                        : BodyPublishers.noBody()));
  }

  private static void check(HttpResponse<String> response, int status, Operation operation) {
    assertThat(response.statusCode()).as(operation.toString()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith(Problem.MEDIA_TYPE));
    Problem problem = Controller.read(response, new TypeReference<>() {});
    assertThat(problem.status()).isEqualTo(status);
  }

  @Test
  void knowsNoStranger() throws Exception {
    for (Operation operation : operations()) {
      HttpResponse<String> response = send(controller().stranger(operation.path()), operation);
      check(response, 401, operation);
      assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer nobody-0123456789abcdef0123456789abcdef",
        "Bearer operator-0123456789abcdef0123456789abcde",
        "Bearer operator-0123456789abcdef0123456789abcdef x",
        "Basic b3BlcmF0b3I6b3BlcmF0b3I=",
        "operator-0123456789abcdef0123456789abcdef"
      })
  void knowsNoOtherToken(String header) throws Exception {
    for (Operation operation : operations()) {
      check(
          send(controller().stranger(operation.path()).header("Authorization", header), operation),
          401,
          operation);
    }
  }

  @Test
  void takesNoTokenFromTheAddress() throws Exception {
    for (String name : List.of("token", "access_token", "Authorization")) {
      String path = "/api/v1/hosts?%s=%s".formatted(name, FleetResource.OPERATOR);
      assertThat(controller().send(controller().stranger(path)).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void letsAViewerSeeAndChangeNothing() throws Exception {
    for (Operation operation : operations()) {
      HttpRequest.Builder request =
          controller()
              .stranger(operation.path())
              .header("authorization", "bearer " + FleetResource.VIEWER);
      if (operation.changes()) {
        check(send(request, operation), 403, operation);
      } else {
        assertThat(controller().status(request)).as(operation.toString()).isIn(200, 404, 503);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/q/metrics", "/q/openapi", "/"})
  void isOpenWhereProbesAndBrowsersBegin(String path) throws Exception {
    assertThat(controller().send(controller().stranger(path)).statusCode()).isEqualTo(200);
  }

  @Test
  void tellsNoOtherOriginAnything() throws Exception {
    HttpResponse<String> asked =
        controller()
            .send(
                controller()
                    .stranger("/api/v1/experiments")
                    .header("Origin", "https://elsewhere.example")
                    .header("Access-Control-Request-Method", "POST")
                    .method("OPTIONS", BodyPublishers.noBody()));
    HttpResponse<String> seen =
        controller()
            .send(
                controller()
                    .request("/api/v1/experiments")
                    .header("Origin", "https://elsewhere.example"));
    for (HttpResponse<String> response : List.of(asked, seen)) {
      assertThat(response.headers().map().keySet())
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/v1/hosts", "/nothing", "/q/metrics"})
  void tellsBrowsersWhatTheyMayDo(String path) throws Exception {
    HttpResponse<String> response = controller().get(path);
    assertThat(response.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .satisfies(
            policy ->
                assertThat(policy)
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe"));
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
  }
}
