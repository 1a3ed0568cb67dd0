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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.Problem;
import org.tunnelbench.controller.application.FleetResource;

@QuarkusTest
@TestProfile(NoBrokerTest.NoBroker.class)
@QuarkusTestResource(value = FleetResource.class, restrictToAnnotatedClass = true)
class NoBrokerTest {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);

  @TestHTTPResource URI root = URI.create("http://localhost");

  /** Port 1 is reserved (tcpmux): nobody listens there. */
  public static final class NoBroker implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("kafka.bootstrap.servers", "127.0.0.1:1");
    }
  }

  @Test
  void saysWithinThreeSecondsThatItCannot() throws Exception {
    Controller controller = new Controller(root);
    Instant asked = Instant.now();
    HttpResponse<String> response =
        controller.submit("name: x\nblocks: [{tunnel: [gretap]}]\n", "no-broker");
    assertThat(Duration.between(asked, Instant.now())).isLessThan(LONGEST_ANSWER);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
    Problem problem = Controller.read(response, new TypeReference<>() {});
    assertThat(problem.detail()).contains("try again");
    assertThat(controller.get("/q/health/ready").statusCode()).isEqualTo(503);
  }
}
