package org.tunnelbench.hostagent.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.TrialId;

/** What is on the disk while Kafka has not acknowledged, and what the next process does with it. */
class KafkaAnnouncementsTest {
  private static final Report REPORT =
      new Report.EndpointReady(
          new Attempt(new TrialId("0123456789ab-00001"), 1), new HostName("a"), 1300, 2);

  @TempDir private Path folder = Path.of("");

  /** A channel to a broker that takes messages and acknowledges when the test says so. */
  private static final class Channel implements Emitter<byte[]> {
    private final List<Message<byte[]>> messages = new ArrayList<>();

    List<Report> reports() throws Exception {
      List<Report> reports = new ArrayList<>();
      for (Message<byte[]> message : messages) {
        reports.add((Report) Messages.CODEC.decode(message.getPayload()));
      }
      return reports;
    }

    @Override
    public CompletionStage<Void> send(byte[] payload) {
      throw new UnsupportedOperationException("the agent sends messages with a key");
    }

    @Override
    public <M extends Message<? extends byte[]>> void send(M message) {
      messages.add(Message.of(message.getPayload(), message.getAck()));
    }

    @Override
    public void complete() {}

    @Override
    public void error(Exception failure) {}

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public boolean hasRequests() {
      return true;
    }
  }

  @Test
  void aReportThatKafkaDidNotAcknowledgeIsSentByTheNextProcess() throws Exception {
    Channel first = new Channel();
    CompletableFuture<Void> kept;
    try (AgentState state = AgentState.open(folder)) {
      kept = announcements(first, state).report(REPORT).toCompletableFuture();
    }
    assertThat(first.reports()).containsExactly(REPORT);
    assertThat(kept).isNotDone();

    Channel second = new Channel();
    try (AgentState state = AgentState.open(folder)) {
      announcements(second, state).sendWaiting();
      assertThat(second.reports()).containsExactly(REPORT);
      second.messages.getFirst().ack().toCompletableFuture().join();
    }

    Channel third = new Channel();
    try (AgentState state = AgentState.open(folder)) {
      announcements(third, state).sendWaiting();
    }
    assertThat(third.reports()).isEmpty();
  }

  private static KafkaAnnouncements announcements(Channel reports, AgentState state)
      throws IOException {
    return new KafkaAnnouncements(reports, new Channel(), state, new SimpleMeterRegistry());
  }
}
