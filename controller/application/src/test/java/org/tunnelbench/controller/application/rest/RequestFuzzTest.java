package org.tunnelbench.controller.application.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.ExperimentSummary;
import org.tunnelbench.controller.application.ControllerBroker;
import org.tunnelbench.controller.application.FleetResource;

/** Whatever is asked is answered, and never as a fault of the controller. */
@QuarkusTest
@QuarkusTestResource(ControllerBroker.class)
@QuarkusTestResource(FleetResource.class)
class RequestFuzzTest {
  private static final int REQUESTS =
      "all".equals(System.getProperty("tunnelbench.tests")) ? 10_000 : 600;

  /** A seed to repeat a run with. */
  private static final String SEED = "tunnelbench.seed";

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** What the whole of the requests may leave behind on the heap, in bytes. */
  private static final long MOST_GROWTH = 64 * 1024 * 1024;

  private static final String DOCUMENT =
      """
      name: strange
      kernels: ["5.10", "6.1"]
      blocks:
        - {tunnel: [gretap, ipip], protection: [none, esp/null/hmac-md5], mtu: [1300]}
      traffic: {tool: iperf3, seconds: 2, interval: 0.5}
      repetitions: 1
      seed: 42
      """;

  @TestHTTPResource URI root = URI.create("http://localhost");

  @BeforeEach
  void waitUntilReady() throws Exception {
    Controller controller = new Controller(root);
    Instant giveUp = Instant.now().plus(LONGEST_WAIT);
    while (controller.get("/q/health/ready").statusCode() != 200) {
      assertThat(Instant.now()).isBefore(giveUp);
      Thread.onSpinWait();
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void answersWhateverIsAsked() throws Exception {
    Controller controller = new Controller(root);
    JsonNode description = Json.MAPPER.readTree(controller.get("/q/openapi?format=json").body());
    StrangeRequests requests = new StrangeRequests(description, DOCUMENT);
    assertThat(requests.operations()).isGreaterThan(10);
    long first = Long.getLong(SEED, new Random().nextInt());
    System.out.printf("%d malformed requests from seed %d%n", REQUESTS, first);
    Map<Integer, Integer> statuses = new TreeMap<>();
    long before = usedAfterCollection();
    for (long seed = first; seed < first + REQUESTS; seed++) {
      byte[] request = requests.request(seed, root);
      RawConnection.Answer answer = RawConnection.exchange(root, request);
      assertThat(answer.status())
          .as("seed %d: %s%n%s", seed, beginning(request), answer.text())
          .isLessThan(500);
      assertThat(answer.text())
          .as("seed %d: %s", seed, beginning(request))
          .doesNotContain("\tat ", "Exception", "org.jboss");
      statuses.merge(answer.status(), 1, Integer::sum);
    }
    System.out.println("answered with: " + statuses);
    assertThat(statuses).containsKeys(400, 401, 404);
    forgetWhatWasTaken(controller);
    assertThat(usedAfterCollection() - before).isLessThan(MOST_GROWTH);
    assertThat(controller.get("/q/health/ready").statusCode()).isEqualTo(200);
  }

  private static String beginning(byte[] request) {
    return new String(request, 0, Math.min(request.length, 600), StandardCharsets.UTF_8);
  }

  /** A change may have left the document as good as it was. */
  private static void forgetWhatWasTaken(Controller controller) throws Exception {
    for (ExperimentSummary experiment :
        controller.get("/api/v1/experiments", new TypeReference<List<ExperimentSummary>>() {})) {
      String path = "/api/v1/experiments/" + experiment.id();
      assertThat(controller.post(path + "/cancel").statusCode()).isEqualTo(202);
      assertThat(controller.events("/api/v1/events?experiment=" + experiment.id())).isNotEmpty();
      assertThat(controller.delete(path).statusCode()).isEqualTo(204);
    }
  }

  @SuppressWarnings("SystemGC") // what is left is what is measured
  private static long usedAfterCollection() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
