package org.tunnelbench.controller.application.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.Event;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.ExperimentSummary;
import org.tunnelbench.contract.api.HostOutcome;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.controller.application.ControllerBroker;
import org.tunnelbench.controller.application.FleetResource;
import org.tunnelbench.controller.application.PlayedHosts;
import org.tunnelbench.testbroker.SecuredBrokerResource;

@QuarkusTest
@QuarkusTestResource(ControllerBroker.class)
@QuarkusTestResource(FleetResource.class)
class ExperimentsTest {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private static final String DOCUMENT =
      """
      name: two kernels
      kernels: ["5.10", "6.1"]
      blocks:
        - {tunnel: [gretap, ipip], protection: [none, esp/null/hmac-md5], mtu: [1300]}
      traffic: {tool: iperf3, seconds: 2, interval: 0.5}
      repetitions: 1
      seed: 42
      """;

  @TestHTTPResource URI root = URI.create("http://localhost");

  @ConfigProperty(name = SecuredBrokerResource.OF_TESTS)
  String bootstrapServers = "";

  @Inject LargeAnswers largeAnswers;

  private Optional<PlayedHosts> played = Optional.empty();

  private Controller controller() {
    return new Controller(root);
  }

  private PlayedHosts hosts() {
    return played.orElseThrow();
  }

  @BeforeEach
  void playHosts() throws Exception {
    Controller controller = controller();
    Instant giveUp = Instant.now().plus(LONGEST_WAIT);
    while (controller.get("/q/health/ready").statusCode() != 200) {
      assertThat(Instant.now()).isBefore(giveUp);
      Thread.onSpinWait();
    }
    played = Optional.of(new PlayedHosts(bootstrapServers, FleetResource.HOSTS));
    while (controller.get("/api/v1/hosts", new TypeReference<List<HostStatus>>() {}).size() < 4) {
      assertThat(Instant.now()).isBefore(giveUp);
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void leaveNothingRunning() throws Exception {
    Controller controller = controller();
    for (ExperimentSummary experiment :
        controller.get("/api/v1/experiments", new TypeReference<List<ExperimentSummary>>() {})) {
      String path = "/api/v1/experiments/" + experiment.id();
      controller.post(path + "/cancel");
      assertThat(controller.events("/api/v1/events?experiment=" + experiment.id())).isNotEmpty();
    }
    hosts().close();
  }

  private ExperimentSummary submit(String key) throws Exception {
    HttpResponse<String> response = controller().submit(DOCUMENT, key);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    ExperimentSummary summary = Controller.read(response, new TypeReference<>() {});
    assertThat(response.headers().firstValue("Location"))
        .hasValueSatisfying(
            location -> assertThat(location).endsWith("/api/v1/experiments/" + summary.id()));
    return summary;
  }

  @Test
  void measuresEveryTrialAndTellsOfEach() throws Exception {
    Controller controller = controller();
    ExperimentSummary submitted = submit("measures");
    String path = "/api/v1/experiments/" + submitted.id();
    List<Event> events = controller.events("/api/v1/events?experiment=" + submitted.id()).toList();

    assertThat(events.getFirst()).isInstanceOf(Event.ExperimentChanged.class);
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            Event.ExperimentChanged.class,
            last -> {
              assertThat(last.summary().state()).isEqualTo(ExperimentState.DONE);
              assertThat(last.summary().trials()).isEqualTo(Map.of(Outcome.MEASURED, 8));
            });
    assertThat(events.stream().filter(Event.Speed.class::isInstance)).isNotEmpty();
    assertThat(hosts().answered()).isEqualTo(8 * 6);

    ExperimentResult result = controller.get(path + "/result", new TypeReference<>() {});
    assertThat(result.trials())
        .hasSize(8)
        .allSatisfy(
            trial -> {
              assertThat(trial.state()).isEqualTo(Outcome.MEASURED);
              assertThat(trial.samples()).hasSize(4);
              assertThat(trial.medianMbitPerSecond().orElseThrow()).isEqualTo(8.0);
              assertThat(trial.hosts()).hasSize(2).allMatch(HostOutcome::clean);
              assertThat(trial.mtu()).hasValue(1300);
            });
    List<TrialResult> trials = controller.get(path + "/trials", new TypeReference<>() {});
    assertThat(trials)
        .isEqualTo(result.trials().stream().map(TrialResult::withoutSamples).toList());
    List<SeriesPoint> series =
        controller.get(
            path + "/trials/" + trials.getFirst().id() + "/series", new TypeReference<>() {});
    assertThat(series).isEqualTo(result.trials().getFirst().samples());
    assertThat(controller.get(path + "/report").body()).contains("two kernels");
    awaitMetrics(
        controller,
        "tunnelbench_hosts{condition=\"available\"} 4.0",
        "tunnelbench_trials{state=\"measured\"}",
        "tunnelbench_orchestrator 1.0",
        "tunnelbench_record_lag{topic=\"tunnelbench.reports\"}",
        "tunnelbench_command_duration_seconds_bucket{command=\"set-up\",le=\"0.05\"}",
        "tunnelbench_cell_throughput_bytes_per_second{experiment=\"" + result.id() + "\"",
        "tunnelbench_cell_shape_trials{experiment=\"" + result.id() + "\"",
        "tunnelbench_effect_ratio{");
  }

  private static void awaitMetrics(Controller controller, String... wanted) throws Exception {
    Instant giveUp = Instant.now().plus(LONGEST_WAIT);
    String shown = controller.get("/q/metrics").body();
    while (!Stream.of(wanted).allMatch(shown::contains) && Instant.now().isBefore(giveUp)) {
      shown = controller.get("/q/metrics").body();
    }
    assertThat(shown).contains(wanted);
  }

  @Test
  void takesTheSameDocumentUnderTheSameKeyOnce() throws Exception {
    Controller controller = controller();
    ExperimentSummary first = submit("same");
    ExperimentSummary again = submit("same");
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.submittedAt()).isEqualTo(first.submittedAt());
    HttpResponse<String> other =
        controller.submit(DOCUMENT.replace("seed: 42", "seed: 43"), "same");
    assertThat(other.statusCode()).as(other.body()).isEqualTo(409);
  }

  @Test
  void refusesAnExperimentWhoseRecordKafkaWouldNotTake() throws Exception {
    Controller controller = new Controller(root);
    HttpResponse<String> response =
        controller.submit(
            """
            name: many cells
            blocks: [{tunnel: gretap, mtu: [%s], key: [%s]}]
            """
                .formatted(numbers(1000, 80), numbers(1, 60)),
            "many-cells");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(413);
    assertThat(response.body()).contains("names too many cells");
    assertThat(controller.get("/q/health/ready").statusCode()).isEqualTo(200);
  }

  private static String numbers(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", "));
  }

  @Test
  void forgetsAnExperimentOnlyWhenItHasEnded() throws Exception {
    Controller controller = controller();
    ExperimentSummary running = submit("forgotten");
    String path = "/api/v1/experiments/" + running.id();
    assertThat(controller.delete(path).statusCode()).isEqualTo(409);
    assertThat(controller.post(path + "/cancel").statusCode()).isEqualTo(202);
    Event last =
        controller
            .events("/api/v1/events?experiment=" + running.id())
            .reduce((earlier, later) -> later)
            .orElseThrow();
    assertThat(last)
        .isInstanceOfSatisfying(
            Event.ExperimentChanged.class,
            changed -> assertThat(changed.summary().state()).isEqualTo(ExperimentState.CANCELLED));
    assertThat(controller.delete(path).statusCode()).isEqualTo(204);
    assertThat(controller.get(path).statusCode()).isEqualTo(404);
    assertThat(controller.get(path + "/result").statusCode()).isEqualTo(404);
    assertThat(controller.delete(path).statusCode()).isEqualTo(404);
  }

  @Test
  void tellsOfSamplesThatKafkaKeepsNoLonger() throws Exception {
    Controller controller = controller();
    ExperimentSummary measured = submit("retention");
    assertThat(controller.events("/api/v1/events?experiment=" + measured.id())).isNotEmpty();
    String path = "/api/v1/experiments/" + measured.id();
    ExperimentResult before = controller.get(path + "/result", new TypeReference<>() {});
    assertThat(before.trials()).allMatch(trial -> trial.samplesGap().isEmpty());

    deleteAllSamples();

    ExperimentResult after = controller.get(path + "/result", new TypeReference<>() {});
    assertThat(after.trials())
        .allSatisfy(
            trial -> {
              assertThat(trial.samples()).isEmpty();
              assertThat(trial.samplesGap()).hasValue("Kafka does not keep the samples any more");
              assertThat(trial.medianMbitPerSecond()).hasValue(8.0);
            });
    assertThat(controller.get(path + "/report").body())
        .contains("Samples of 8 of 8 trials are missing: Kafka does not keep the samples any more");
    assertThat(
            controller
                .get(path + "/trials/" + before.trials().getFirst().id() + "/series")
                .statusCode())
        .isEqualTo(410);
  }

  /** As Kafka does it by itself when the topic's retention has passed. */
  private void deleteAllSamples() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .deleteRecords(
              Map.of(new TopicPartition(Topic.SAMPLES.name(), 0), RecordsToDelete.beforeOffset(-1)))
          .all()
          .get();
    }
  }

  @Test
  void carriesAnExperimentToWhoeverHasForgottenIt() throws Exception {
    Controller controller = controller();
    ExperimentSummary measured = submit("carried");
    String path = "/api/v1/experiments/" + measured.id();
    assertThat(controller.get(path + "/export").statusCode()).isEqualTo(409);
    assertThat(controller.events("/api/v1/events?experiment=" + measured.id())).isNotEmpty();
    ExperimentResult before = controller.get(path + "/result", new TypeReference<>() {});
    String archive = controller.get(path + "/export").body();
    assertThat(archive.lines()).hasSize(1 + 1 + 4 + 8 * (1 + 2 * 4) + 1);
    HttpResponse<String> here = controller.bring(archive);
    assertThat(here.statusCode()).as(here.body()).isEqualTo(201);
    assertThat(Controller.read(here, new TypeReference<ExperimentSummary>() {}).importedAt())
        .as("what was measured here stays so")
        .isEmpty();

    assertThat(controller.delete(path).statusCode()).isEqualTo(204);
    HttpResponse<String> brought = controller.bring(archive);
    assertThat(brought.statusCode()).as(brought.body()).isEqualTo(201);
    assertThat(brought.headers().firstValue("Location"))
        .hasValueSatisfying(location -> assertThat(location).endsWith(path));
    ExperimentSummary summary = controller.get(path, new TypeReference<>() {});
    assertThat(summary.importedAt()).isPresent();
    assertThat(summary.state()).isEqualTo(ExperimentState.DONE);
    assertThat(summary.trials()).isEqualTo(Map.of(Outcome.MEASURED, 8));
    ExperimentResult after = controller.get(path + "/result", new TypeReference<>() {});
    assertThat(after.trials()).isEqualTo(before.trials());
    assertThat(after.hosts()).isEqualTo(before.hosts());
    assertThat(after.cells()).isEqualTo(before.cells());
    assertThat(after.importedAt()).isEqualTo(summary.importedAt());
    assertThat(controller.get(path + "/report").body()).contains("measured by another fleet");
    assertThat(controller.get(path + "/bundle").statusCode()).isEqualTo(200);
    assertThat(controller.get(path + "/export").body()).isEqualTo(archive);
    assertThat(controller.post(path + "/cancel").statusCode()).isEqualTo(202);

    HttpResponse<String> again = controller.bring(archive);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(Controller.read(again, new TypeReference<ExperimentSummary>() {}))
        .isEqualTo(summary);
    for (String other :
        List.of(
            archive.replace("two kernels", "two other kernels"),
            archive.replaceFirst("\"bytes\":[0-9]+", "\"bytes\":1"))) {
      HttpResponse<String> refused = controller.bring(other);
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
    }
    HttpResponse<String> cut = controller.bring(archive.substring(0, archive.length() / 2));
    assertThat(cut.statusCode()).isEqualTo(400);
    assertThat(cut.body()).contains("invalid-archive");
    assertThat(controller.delete(path).statusCode()).isEqualTo(204);
    assertThat(controller.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void makesFewLargeAnswersAtATime() throws Exception {
    Controller controller = controller();
    String path = "/api/v1/experiments/" + submit("large").id();
    List<Runnable> places = new ArrayList<>();
    for (int place = 0; place < LargeAnswers.MOST_AT_ONCE; place++) {
      places.add(largeAnswers.take());
    }
    for (String large : List.of(path + "/report", path + "/result")) {
      HttpResponse<String> refused = controller.get(large);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
    }
    assertThat(controller.get(path).statusCode()).isEqualTo(200);
    places.forEach(Runnable::run);
    for (int time = 0; time <= LargeAnswers.MOST_AT_ONCE; time++) {
      assertThat(controller.get(path + "/report").statusCode()).isEqualTo(200);
      assertThat(controller.get(path + "/result").statusCode()).isEqualTo(200);
      assertThat(
              controller
                  .send(
                      controller
                          .request(path + "/result")
                          .method("HEAD", HttpRequest.BodyPublishers.noBody()))
                  .statusCode())
          .isEqualTo(200);
    }
  }
}
