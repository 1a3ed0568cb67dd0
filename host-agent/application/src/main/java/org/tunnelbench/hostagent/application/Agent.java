package org.tunnelbench.hostagent.application;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.message.HostCommand;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.contract.secret.SealingException;
import org.tunnelbench.hostaccess.FleetFile;
import org.tunnelbench.hostaccess.HostAccesses;
import org.tunnelbench.hostaccess.loop.ThreadLoop;
import org.tunnelbench.hostagent.allow.AllowList;
import org.tunnelbench.hostagent.metrics.MetricNames;
import org.tunnelbench.hostagent.service.EndpointService;
import org.tunnelbench.hostagent.service.StoppingException;

/** The agent of the hosts of one fleet document. */
@ApplicationScoped
class Agent {
  private static final System.Logger LOG = System.getLogger(Agent.class.getName());

  /** Bound on commands that are not answered yet; the next is then taken when one is. */
  private static final int MOST_WAITING = 256;

  /**
   * Bound on undoing what stands before the process ends: what an agent can do is done before, and
   * those who end it (TimeoutStopSec, terminationGracePeriodSeconds) wait for longer.
   */
  static final Duration STOP_LIMIT = Duration.ofSeconds(45);

  private final AtomicInteger waiting = new AtomicInteger();
  private final KafkaAnnouncements announcements;
  private final EndpointService service;
  private final AgentMetrics metrics;

  Agent(
      @ConfigProperty(name = FleetFile.PROPERTY) Path fleet,
      @ConfigProperty(name = "tunnelbench.key-lifetime") Duration keyLifetime,
      @ConfigProperty(name = "tunnelbench.allow.networks") String networks,
      @ConfigProperty(name = "tunnelbench.allow.interfaces") String interfaces,
      @ConfigProperty(name = "tunnelbench.allow.tunnels") String tunnels,
      @ConfigProperty(name = "tunnelbench.allow.sysctls") String sysctls,
      AgentState state,
      KafkaAnnouncements announcements,
      MeterRegistry registry)
      throws IOException, SealingException {
    this.announcements = announcements;
    metrics = new AgentMetrics(registry);
    service =
        new EndpointService(
            FleetFile.read(fleet).hosts(),
            HostAccesses::open,
            ThreadLoop::new,
            state.folder(),
            state.keys(keyLifetime, InstantSource.system()),
            AllowList.parse(networks, interfaces, tunnels, sysctls),
            announcements,
            InstantSource.system());
    Gauge.builder(MetricNames.SSH_SESSIONS.meter(), service::sshSessions)
        .description(MetricNames.SSH_SESSIONS.description())
        .register(registry);
  }

  void start(@Observes StartupEvent event) {
    announcements.sendWaiting();
    service.start();
  }

  /** What is not undone in time, or before a second signal, is left to the journal. */
  void stop(@Observes ShutdownEvent event) {
    LOG.log(System.Logger.Level.INFO, "stopping: undoing what stands on the hosts");
    CompletableFuture<Void> stopped = service.stop().toCompletableFuture();
    TerminationSignal.next(
        () -> stopped.completeExceptionally(new IllegalStateException("asked a second time")));
    try {
      stopped.get(STOP_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "what still stands on the hosts is left to the journal: {0}",
          e.getCause() == null ? "not undone within " + STOP_LIMIT : e.getCause().getMessage());
    }
    service.close();
  }

  /**
   * Takes a command and does not wait for it, so that hosts are served side by side; it is
   * acknowledged once its report is kept.
   */
  @Incoming("commands")
  CompletionStage<Void> take(Message<byte[]> message) {
    CompletionStage<Void> handled;
    try {
      handled = service.handle(command(message), age(message));
    } catch (UnreadableMessageException | InvalidValueException e) {
      LOG.log(System.Logger.Level.ERROR, "passed over a command: {0}", e.getMessage());
      metrics.countUnreadable(topic(message));
      // The channel's dead-letter-queue takes it.
      return message.nack(e);
    }
    int before = waiting.getAndIncrement();
    CompletableFuture<Void> over = new CompletableFuture<>();
    handled.whenComplete(
        (kept, failed) -> {
          waiting.decrementAndGet();
          if (failed == null) {
            message.ack();
          } else if (failed instanceof StoppingException) {
            LOG.log(System.Logger.Level.INFO, failed.getMessage());
          } else {
            LOG.log(System.Logger.Level.ERROR, "a command was not answered", failed);
          }
          over.complete(null);
        });
    return before < MOST_WAITING ? CompletableFuture.completedStage(null) : over;
  }

  private static Duration age(Message<byte[]> message) {
    return message
        .getMetadata(IncomingKafkaRecordMetadata.class)
        .map(record -> Duration.between(record.getTimestamp(), Instant.now()))
        .orElse(Duration.ZERO);
  }

  private static String topic(Message<byte[]> message) {
    return message
        .getMetadata(IncomingKafkaRecordMetadata.class)
        .map(record -> record.getTopic())
        .orElse("");
  }

  private static HostCommand command(Message<byte[]> message) throws UnreadableMessageException {
    if (Messages.CODEC.decode(message.getPayload()) instanceof HostCommand command) {
      return command;
    }
    throw new UnreadableMessageException("not a command for a host");
  }
}
