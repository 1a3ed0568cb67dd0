package org.tunnelbench.controller.application.record;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.controller.application.Fleet;
import org.tunnelbench.controller.application.live.LiveEvents;
import org.tunnelbench.controller.experiment.EndpointSpecs;
import org.tunnelbench.controller.trial.AttemptPlanner;
import org.tunnelbench.controller.trial.Patience;

/**
 * The one thread that owns the record. When the broker is away it tries again for as long as the
 * process runs. Whether it orchestrates or only reads is asked of {@link Leadership} all the time.
 */
@Singleton
class RecordLoop {
  private static final Logger LOG = Logger.getLogger(RecordLoop.class);
  private static final Duration BEFORE_NEXT_SESSION = Duration.ofMillis(500);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

  private final KafkaSettings kafka;
  private final Topics topics;
  private final Requests requests;
  private final LiveEvents events;
  private final ReadModel model;
  private final AttemptPlanner planner;
  private final Patience patience;
  private final List<HostName> hosts;
  private final RecordTelemetry telemetry;
  private final InstantSource clock = InstantSource.system();
  private final Thread thread = new Thread(this::run, "record");
  private volatile boolean stopping;

  /** Absent where this replica is never to orchestrate. */
  private final Optional<Leadership> leadership;

  private String lastTrouble = "";

  @Inject
  RecordLoop(
      KafkaSettings kafka,
      Topics topics,
      Requests requests,
      LiveEvents events,
      ReadModel model,
      Fleet fleet,
      RecordTelemetry telemetry,
      @ConfigProperty(name = "tunnelbench.orchestrate", defaultValue = "true") boolean orchestrates,
      @ConfigProperty(name = "tunnelbench.patience", defaultValue = "20s") Duration patience) {
    this.kafka = kafka;
    this.topics = topics;
    this.requests = requests;
    this.events = events;
    this.model = model;
    this.telemetry = telemetry;
    leadership = orchestrates ? Optional.of(new Leadership(kafka)) : Optional.empty();
    planner = new EndpointSpecs(fleet.document(), new SecureRandom());
    this.patience = new Patience(patience);
    hosts = fleet.document().hosts().stream().map(HostEntry::name).toList();
  }

  void start(@Observes StartupEvent started) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
    stopping = true;
    // Not interrupted at once: another one is told that it can take over.
    requests.ring();
    thread.join(LONGEST_STOP);
    thread.interrupt();
  }

  private void run() {
    while (!stopping) {
      try (Session session = open()) {
        requests.bell(session::wake);
        telemetry.orchestrates(session.orchestrates());
        lastTrouble = "";
        LOG.infof("following the record; orchestrating: %s", session.orchestrates());
        while (!stopping && holds() == session.orchestrates()) {
          session.turn();
          telemetry.lags(session.lags());
        }
      } catch (InterruptedException | InterruptException e) {
        stopping = true;
      } catch (ProducerFencedException | InvalidProducerEpochException e) {
        leadership.ifPresent(Leadership::resign);
        trouble("another controller has taken over");
      } catch (KafkaException | Topics.WrongTopicException e) {
        trouble("Kafka at %s: %s".formatted(kafka.bootstrapServers(), e.getMessage()));
      } catch (RuntimeException e) {
        LOG.error("the record could not be followed; beginning again with what is in Kafka", e);
        model.lost("a fault of the controller: see its log");
      } catch (Error e) {
        // This thread ends, and nobody is to be answered from what it does not renew any more.
        LOG.fatal("the record is not followed any more: start this controller again", e);
        model.lost("a fault that ended the controller's work: see its log, and start it again");
        telemetry.orchestrates(false);
        throw e;
      }
      telemetry.orchestrates(false);
      pause();
    }
    leadership.ifPresent(Leadership::close);
  }

  private boolean holds() {
    return leadership.map(Leadership::holds).orElse(false);
  }

  private Session open() throws InterruptedException, Topics.WrongTopicException {
    topics.prepare();
    leadership.ifPresent(Leadership::join);
    return holds() ? orchestrating() : following();
  }

  private Session orchestrating() {
    KafkaProducer<String, byte[]> producer = kafka.orchestratingProducer(topics.names());
    RecordReader reader = new RecordReader(kafka.consumer(), hosts, clock);
    return opened(
        reader,
        producer,
        () ->
            new OrchestratingSession(
                new OrchestratingSession.Parts(
                    reader,
                    producer,
                    planner,
                    patience,
                    requests,
                    events,
                    model,
                    clock,
                    telemetry,
                    kafka.writer(),
                    this::holds)));
  }

  private Session following() {
    RecordReader reader = new RecordReader(kafka.consumer(), hosts, clock);
    KafkaProducer<String, byte[]> producer = kafka.forwardingProducer();
    return opened(
        reader,
        producer,
        () ->
            new FollowingSession(
                new FollowingSession.Parts(
                    reader, producer, requests, events, model, telemetry, this::holds)));
  }

  private static Session opened(
      RecordReader reader, KafkaProducer<String, byte[]> producer, Supplier<Session> session) {
    try {
      return session.get();
    } catch (RuntimeException e) {
      reader.close();
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  private void trouble(String reason) {
    model.lost(reason);
    if (!reason.equals(lastTrouble)) {
      LOG.warn(reason);
      lastTrouble = reason;
    }
  }

  private void pause() {
    requests.bell(() -> {});
    try {
      if (!stopping) {
        Thread.sleep(BEFORE_NEXT_SESSION);
      }
    } catch (InterruptedException e) {
      stopping = true;
    }
  }
}
