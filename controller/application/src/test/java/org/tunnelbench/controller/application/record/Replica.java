package org.tunnelbench.controller.application.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.application.Fleet;
import org.tunnelbench.controller.application.live.LiveEvents;
import org.tunnelbench.controller.experiment.EndpointSpecs;
import org.tunnelbench.controller.experiment.ExperimentPlanner;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.Patience;
import org.tunnelbench.controller.trial.TrialState;
import org.tunnelbench.controller.trial.Views;

/** A controller's process without its HTTP, whose session is turned by hand. */
final class Replica implements AutoCloseable {
  static final ExperimentId ID = new ExperimentId("0123456789ab");

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private static final String DOCUMENT =
      """
      name: taken over
      blocks:
        - {tunnel: [gretap, ipip], protection: [none, esp/null/hmac-md5], mtu: [1300]}
      traffic: {tool: iperf3, seconds: 2, interval: 0.5}
      repetitions: 2
      """;

  private final Fleet fleet;
  private final Requests requests = new Requests();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final RecordTelemetry telemetry = new RecordTelemetry(meters);
  private final ReadModel model;
  private final Session session;

  /** What is the same in one process from session to session. */
  record Lasting(ReadModel model, LiveEvents events) {
    Lasting() {
      this(new ReadModel(), new LiveEvents());
    }
  }

  Replica(KafkaSettings kafka, Fleet fleet, boolean orchestrates) {
    this(kafka, fleet, orchestrates, new Lasting(), kafka.consumer(), InstantSource.system());
  }

  Replica(
      KafkaSettings kafka,
      Fleet fleet,
      boolean orchestrates,
      Lasting lasting,
      KafkaConsumer<String, byte[]> consumer,
      InstantSource clock) {
    this.fleet = fleet;
    model = lasting.model();
    RecordReader reader =
        new RecordReader(
            consumer, fleet.document().hosts().stream().map(HostEntry::name).toList(), clock);
    session =
        orchestrates
            ? new OrchestratingSession(
                new OrchestratingSession.Parts(
                    reader,
                    kafka.orchestratingProducer(List.of()),
                    new EndpointSpecs(fleet.document(), new SecureRandom()),
                    Patience.DEFAULT,
                    requests,
                    lasting.events(),
                    model,
                    clock,
                    telemetry,
                    "replica",
                    () -> {}))
            : new FollowingSession(
                new FollowingSession.Parts(
                    reader,
                    kafka.forwardingProducer(),
                    requests,
                    lasting.events(),
                    model,
                    telemetry,
                    () -> {}));
  }

  Chronicle chronicle() {
    return model.known().orElseThrow();
  }

  void turnUntil(BooleanSupplier reached) {
    Instant giveUp = Instant.now().plus(LONGEST_WAIT);
    while (!reached.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(giveUp);
      session.turn();
    }
  }

  ExperimentRecord experiment() {
    return chronicle().experiment(ID).orElseThrow();
  }

  List<TrialResult> trials() {
    return Views.trials(chronicle(), experiment());
  }

  TrialState state(int place) {
    return chronicle().state(experiment(), place);
  }

  long measured() {
    return trials().stream().filter(trial -> trial.state() == Outcome.MEASURED).count();
  }

  MeterRegistry meters() {
    return meters;
  }

  void turn() {
    session.turn();
  }

  /** Puts a request where the next turns find it. */
  void put(Request request) throws UnavailableException {
    requests.put(request);
  }

  /** Submits an experiment of 16 trials. */
  void submit() throws Exception {
    assertThat(ask(new Request.Submit(submission("fingerprint"), new CompletableFuture<>())))
        .isInstanceOf(Answer.Done.class);
  }

  /** An experiment of 16 trials, as it is submitted. */
  ExperimentRecord submission(String fingerprint) throws Exception {
    ExperimentDocument document = ExperimentDocuments.parse(DOCUMENT);
    var statuses =
        chronicle().hosts().stream()
            .map(Chronicle.Heard::status)
            .collect(Collectors.toMap(HostStatus::host, status -> status));
    return ExperimentRecord.submitted(
        ID,
        document,
        fingerprint,
        ExperimentPlanner.plan(document, fleet.document(), statuses),
        Instant.now());
  }

  /** Turns until the request is answered. */
  Answer ask(Request request) throws Exception {
    requests.put(request);
    turnUntil(request.answer()::isDone);
    return request.answer().get();
  }

  /** Turns until nobody waits for the request any more, be it answered or given up. */
  void askInVain(Request request) throws Exception {
    requests.put(request);
    turnUntil(request.answer()::isCancelled);
  }

  @Override
  public void close() {
    session.close();
  }
}
