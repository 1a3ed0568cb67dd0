package org.tunnelbench.controller.application.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.ExperimentSummary;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.controller.application.ControllerBroker;
import org.tunnelbench.controller.application.FleetResource;
import org.tunnelbench.controller.application.PlayedHosts;
import org.tunnelbench.testbroker.SecuredBrokerResource;

/** What one option makes slow on the only kernel is told by all that tells of the experiment. */
@QuarkusTest
@QuarkusTestResource(ControllerBroker.class)
@QuarkusTestResource(FleetResource.class)
class ExplainedResultTest {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private static final String DOCUMENT =
      """
      name: one kernel
      kernels: ["5.10"]
      blocks:
        - {tunnel: [gretap], local: [set, omitted], protection: [none], mtu: [1300]}
      traffic: {tool: iperf3, seconds: 40, interval: 0.5}
      repetitions: 1
      """;

  @TestHTTPResource URI root = URI.create("http://localhost");

  @ConfigProperty(name = SecuredBrokerResource.OF_TESTS)
  String bootstrapServers = "";

  private Controller ready() throws Exception {
    Controller controller = new Controller(root);
    Instant giveUp = Instant.now().plus(LONGEST_WAIT);
    while (controller.get("/q/health/ready").statusCode() != 200
        || controller.get("/api/v1/hosts", new TypeReference<List<HostStatus>>() {}).size() < 4) {
      assertThat(Instant.now()).isBefore(giveUp);
      Thread.onSpinWait();
    }
    return controller;
  }

  @Test
  void aCellThatOnlyItsTwinTellsOfIsAFinding() throws Exception {
    try (PlayedHosts hosts = new PlayedHosts(bootstrapServers, FleetResource.HOSTS)) {
      hosts.decay();
      Controller controller = ready();
      HttpResponse<String> submitted = controller.submit(DOCUMENT, "explained");
      assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(202);
      String id =
          Controller.read(submitted, new TypeReference<ExperimentSummary>() {}).id().value();
      assertThat(controller.events("/api/v1/events?experiment=" + id)).isNotEmpty();

      String path = "/api/v1/experiments/" + id;
      ExperimentResult result = controller.get(path + "/result", new TypeReference<>() {});
      assertThat(result.cells())
          .extracting(cell -> cell.verdict())
          .doesNotContain(Verdict.SLOW, Verdict.NO_TRAFFIC);
      assertThat(result.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.factor()).isEqualTo("local");
                assertThat(finding.sentence()).contains("it decays").isEqualTo(result.summary());
              });
      assertThat(controller.get(path + "/report").body()).contains("What to change");
    }
  }
}
