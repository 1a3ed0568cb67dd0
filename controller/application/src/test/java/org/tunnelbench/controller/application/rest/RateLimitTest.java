package org.tunnelbench.controller.application.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.Problem;
import org.tunnelbench.controller.application.FleetResource;

@QuarkusTest
@TestProfile(RateLimitTest.Slow.class)
@QuarkusTestResource(value = FleetResource.class, restrictToAnnotatedClass = true)
class RateLimitTest {
  private static final int MOST_REQUESTS = 200;

  @TestHTTPResource URI root = URI.create("http://localhost");

  /** One that takes a request a second of each, and shows its metrics to those it knows. */
  public static final class Slow implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "kafka.bootstrap.servers",
          "127.0.0.1:1",
          "tunnelbench.requests-per-second",
          "1",
          "tunnelbench.metrics",
          "authenticated");
    }
  }

  @Test
  void refusesAStrangerWhoAsksTooOftenAndNobodyElse() throws Exception {
    Controller controller = new Controller(root);
    HttpResponse<String> response = controller.send(controller.stranger("/api/v1/hosts"));
    for (int asked = 1; response.statusCode() == 401; asked++) {
      assertThat(asked).isLessThan(MOST_REQUESTS);
      response = controller.send(controller.stranger("/api/v1/hosts"));
    }
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
    Problem problem = Controller.read(response, new TypeReference<>() {});
    assertThat(problem.detail())
        .isEqualTo("more than 1 requests came in a second; wait, then go on");
    assertThat(controller.get("/api/v1/hosts").statusCode()).isNotEqualTo(429);
    assertThat(controller.send(controller.stranger("/q/health/live")).statusCode()).isEqualTo(200);
  }

  @Test
  void showsItsMetricsToThoseItKnowsWhereItWasToldSo() throws Exception {
    Controller controller = new Controller(root);
    assertThat(controller.send(controller.stranger("/q/metrics")).statusCode()).isEqualTo(401);
    assertThat(controller.get("/q/metrics").statusCode()).isEqualTo(200);
  }
}
