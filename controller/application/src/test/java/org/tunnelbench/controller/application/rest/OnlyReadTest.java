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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.Problem;
import org.tunnelbench.controller.application.ControllerBroker;
import org.tunnelbench.controller.application.FleetResource;

/** A controller that passes on what it is asked, where nobody orchestrates. */
@QuarkusTest
@TestProfile(OnlyReadTest.OnlyReads.class)
@QuarkusTestResource(ControllerBroker.class)
@QuarkusTestResource(value = FleetResource.class, restrictToAnnotatedClass = true)
class OnlyReadTest {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  @TestHTTPResource URI root = URI.create("http://localhost");

  /** One that never orchestrates. */
  public static final class OnlyReads implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("tunnelbench.orchestrate", "false");
    }
  }

  @Test
  void saysWithinThreeSecondsThatNobodyHasDoneIt() throws Exception {
    Controller controller = new Controller(root);
    Instant giveUp = Instant.now().plus(LONGEST_WAIT);
    while (controller.get("/q/health/ready").statusCode() != 200) {
      assertThat(Instant.now()).isBefore(giveUp);
      Thread.onSpinWait();
    }
    String path = "/api/v1/experiments/0123456789ab";
    for (HttpResponse<String> response :
        List.of(controller.post(path + "/cancel"), controller.delete(path))) {
      assertThat(response.statusCode()).isEqualTo(503);
      Problem problem = Controller.read(response, new TypeReference<>() {});
      assertThat(problem.detail())
          .isEqualTo(
              "Kafka, or the controller that orchestrates, has not acknowledged it in time; try"
                  + " again, with the same Idempotency-Key where something was submitted");
    }
  }
}
