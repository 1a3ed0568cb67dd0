package org.tunnelbench.hostagent.application;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.hostagent.service.Announcements;

/** Says in Kafka what the agent did and how its hosts stand. */
@ApplicationScoped
class KafkaAnnouncements implements Announcements {
  /** Messages that may wait for the broker, per channel. */
  private static final int MOST_WAITING = 4_096;

  private static final System.Logger LOG = System.getLogger(KafkaAnnouncements.class.getName());

  private final PersistentSender reports;
  private final PersistentSender facts;
  private final AgentMetrics metrics;
  private final Map<HostName, HostStatus> latest = new ConcurrentHashMap<>();

  KafkaAnnouncements(
      @Channel("reports") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = MOST_WAITING)
          Emitter<byte[]> reports,
      @Channel("facts") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = MOST_WAITING)
          Emitter<byte[]> facts,
      MeterRegistry registry) {
    this.reports = new PersistentSender(reports);
    this.facts = new PersistentSender(facts);
    this.metrics = new AgentMetrics(registry);
  }

  @Override
  public CompletionStage<Void> report(Report report) {
    metrics.count(report);
    String trial = report.attempt().trial().value();
    return reports.send(trial, Messages.CODEC.encode(report), () -> true);
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
