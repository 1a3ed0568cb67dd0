package org.tunnelbench.hostagent.application;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.hostagent.outbox.Outbox;
import org.tunnelbench.hostagent.outbox.OutboxFullException;
import org.tunnelbench.hostagent.service.Announcements;

/**
 * Says in Kafka what the agent did and how its hosts stand. Reports wait in an outbox on the disk
 * until Kafka has acknowledged them.
 */
@ApplicationScoped
class KafkaAnnouncements implements Announcements {
  /** Messages that may wait for the broker, per channel. */
  private static final int MOST_WAITING = 4_096;

  private static final System.Logger LOG = System.getLogger(KafkaAnnouncements.class.getName());

  private final PersistentSender reports;
  private final PersistentSender facts;
  private final AgentMetrics metrics;
  private final Outbox outbox;
  private final Map<HostName, HostStatus> latest = new ConcurrentHashMap<>();

  KafkaAnnouncements(
      @Channel("reports") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = MOST_WAITING)
          Emitter<byte[]> reports,
      @Channel("facts") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = MOST_WAITING)
          Emitter<byte[]> facts,
      AgentState state,
      MeterRegistry registry)
      throws IOException {
    this.reports = new PersistentSender(reports);
    this.facts = new PersistentSender(facts);
    this.metrics = new AgentMetrics(registry);
    this.outbox = new Outbox(state.folder().resolve("outbox.jsonl"));
  }

  /** Sends what a former process of the agent said and Kafka had not acknowledged. */
  void sendWaiting() {
    for (Outbox.Waiting waiting : outbox.waiting()) {
      LOG.log(System.Logger.Level.INFO, "sending again: {0}", waiting.report());
      send(waiting)
          .exceptionally(
              failed -> {
                LOG.log(System.Logger.Level.ERROR, "a report stays in the outbox", failed);
                return null;
              });
    }
  }

  @Override
  public CompletionStage<Void> report(Report report) {
    metrics.count(report);
    try {
      return send(outbox.keep(report));
    } catch (OutboxFullException e) {
      LOG.log(System.Logger.Level.ERROR, "a report is not taken in: {0}", e.getMessage());
      return CompletableFuture.failedStage(e);
    } catch (IOException e) {
      // It waits in memory instead, and is lost only if this process is.
      LOG.log(System.Logger.Level.ERROR, "a report could not be written to the outbox", e);
      return send(report);
    }
  }

  private CompletionStage<Void> send(Outbox.Waiting waiting) {
    return send(waiting.report()).thenRun(() -> outbox.sent(waiting));
  }

  private CompletionStage<Void> send(Report report) {
    String trial = report.attempt().trial().value();
    return reports.send(
        Topic.reports(report.host()), trial, Messages.CODEC.encode(report), () -> true);
  }

  @Override
  public void status(HostStatus status) {
    metrics.show(status);
    latest.put(status.host(), status);
    LOG.log(
        System.Logger.Level.INFO,
        "{0}: {1} {2}",
        status.host(),
        status.condition(),
        status.reason());
    facts
        .send(
            Topic.facts(status.host()),
            status.host().value(),
            Messages.CODEC.encode(status),
            () -> status.equals(latest.get(status.host())))
        .exceptionally(
            failed -> {
              LOG.log(
                  System.Logger.Level.ERROR,
                  status.host() + ": its facts could not be sent",
                  failed);
              return null;
            });
  }
}
