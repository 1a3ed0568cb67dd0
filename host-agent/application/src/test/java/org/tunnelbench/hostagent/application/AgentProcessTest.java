package org.tunnelbench.hostagent.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.LocalAddress;
import org.tunnelbench.contract.experiment.Mtu;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.message.HostCommand;
import org.tunnelbench.contract.message.HostCommand.SetUp;
import org.tunnelbench.contract.message.HostCommand.TakeDown;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.Report.EndpointDown;
import org.tunnelbench.contract.message.Report.EndpointFailed;
import org.tunnelbench.contract.message.Report.EndpointReady;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.contract.secret.SecretSealing;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.testbroker.SecuredBrokerResource;
import org.tunnelbench.testbroker.TopicReader;
import org.tunnelbench.testbroker.TopicWriter;

/**
 * The process, with a real broker and stand-ins for the tools of its host:
 *
 * <pre>
 *   test ── commands.HOST ──▶ agent ── reports.HOST, facts.HOST ──▶ test
 *                                └── /q/metrics ──▶ test
 * </pre>
 */
@QuarkusTest
@QuarkusTestResource(AgentBroker.class)
@QuarkusTestResource(FleetResource.class)
class AgentProcessTest {
  @ConfigProperty(name = SecuredBrokerResource.OF_TESTS)
  String bootstrapServers = "";

  @ConfigProperty(name = "tunnelbench.state")
  String state = "";

  @TestHTTPResource("/q/")
  URI management = URI.create("");

  @BeforeEach
  void makeTopics() throws Exception {
    new TopicWriter(bootstrapServers).make(List.of(FleetResource.HERE, FleetResource.AWAY));
  }

  @Test
  void tellsHowItsHostsStandAndUnderWhichKeyToSealForThem() throws Exception {
    try (TopicReader here = facts(FleetResource.HERE);
        TopicReader away = facts(FleetResource.AWAY)) {
      HostStatus status = here.next(HostStatus.class);
      assertThat(status.condition()).isEqualTo(HostCondition.AVAILABLE);
      HostFacts facts = status.facts().orElseThrow();
      assertThat(facts.underlayInterface()).isEqualTo("lo");
      Path privateKey = Path.of(state).resolve("private-keyset");
      assertThat(SecretSealing.keyPair(Files.readString(privateKey)).publicKey())
          .isEqualTo(facts.publicKey());
      assertThat(Files.getPosixFilePermissions(privateKey))
          .hasToString("[OWNER_READ, OWNER_WRITE]");

      HostStatus lost = away.next(HostStatus.class);
      assertThat(lost.condition()).isEqualTo(HostCondition.UNREACHABLE);
      assertThat(lost.reason()).contains("127.0.0.1 port 1");
      assertThat(lost.facts()).isEmpty();
    }
  }

  @Test
  void answersCommandsAndAnswersRepeatedOnesAlike() throws Exception {
    Attempt attempt = attempt("aaaaaaaaaaaa");
    awaitAvailable();
    try (TopicReader reports = reports(FleetResource.HERE, attempt)) {
      send(new SetUp(spec(attempt, FleetResource.HERE)));
      EndpointReady ready = reports.next(EndpointReady.class);
      assertThat(ready).isEqualTo(new EndpointReady(attempt, FleetResource.HERE, 65536, 0));
      send(new SetUp(spec(attempt, FleetResource.HERE)));
      assertThat(reports.next(EndpointReady.class)).isEqualTo(ready);

      send(new TakeDown(attempt, FleetResource.HERE));
      EndpointDown down = reports.next(EndpointDown.class);
      assertThat(down.clean()).isTrue();
      send(new TakeDown(attempt, FleetResource.HERE));
      assertThat(reports.next(EndpointDown.class)).isEqualTo(down);
    }
  }

  @Test
  void aHostThatCannotBeReachedFailsItsTrialsAndHoldsUpNoOther() throws Exception {
    Attempt attempt = attempt("bbbbbbbbbbbb");
    try (TopicReader reports = reports(FleetResource.AWAY, attempt)) {
      send(new SetUp(spec(attempt, FleetResource.AWAY)));

      EndpointFailed failed = reports.next(EndpointFailed.class);
      assertThat(failed.failure().kind()).isEqualTo(FailureKind.HOST_UNREACHABLE);
      send(new TakeDown(attempt, FleetResource.AWAY));
      assertThat(reports.next(EndpointDown.class).clean()).isTrue();
    }
  }

  @Test
  void whatCannotBeReadDoesNotStopWhatFollowsAndIsKept() throws Exception {
    Attempt attempt = attempt("cccccccccccc");
    try (TopicReader reports = reports(FleetResource.HERE, attempt);
        TopicReader dead = reader(Topic.DEAD_LETTERS, attempt)) {
      send(FleetResource.HERE, attempt, "not JSON".getBytes(StandardCharsets.UTF_8));
      TakeDown ofNobody = new TakeDown(attempt, new HostName("nobody"));
      send(FleetResource.HERE, attempt, Messages.CODEC.encode(ofNobody));
      send(new TakeDown(attempt, FleetResource.HERE));

      assertThat(reports.next(EndpointDown.class).host()).isEqualTo(FleetResource.HERE);
      assertThatThrownBy(() -> dead.next(HostCommand.class))
          .isInstanceOf(UnreadableMessageException.class)
          .hasMessageContaining("not a readable message");
      assertThat(dead.next(TakeDown.class)).isEqualTo(ofNobody);
      assertThat(get("metrics").lines())
          .contains(
              "tunnelbench_agent_unreadable_messages_total{topic=\"tunnelbench.commands.here\"}"
                  + " 2.0");
    }
  }

  @Test
  void metricsTellTheConditionOfEachHost() throws Exception {
    awaitAvailable();

    assertThat(get("metrics").lines())
        .contains(
            "tunnelbench_agent_host_condition{condition=\"available\",host=\"here\"} 1.0",
            "tunnelbench_agent_host_condition{condition=\"unreachable\",host=\"here\"} 0.0",
            "tunnelbench_agent_ssh_sessions 0.0");
    assertThat(get("health/ready")).contains("\"status\": \"UP\"");
  }

  @Test
  void noOtherAgentUsesTheSameFolder() {
    assertThatThrownBy(() -> AgentState.open(Path.of(state)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another agent uses " + state);
  }

  private void awaitAvailable() throws Exception {
    try (TopicReader here = facts(FleetResource.HERE)) {
      assertThat(here.next(HostStatus.class).condition()).isEqualTo(HostCondition.AVAILABLE);
    }
  }

  private static EndpointSpec spec(Attempt attempt, HostName host) {
    return new EndpointSpec(
        attempt,
        host,
        new HostName("peer"),
        new Levels(
            TunnelKind.NONE, InnerSide.DIRECT, LocalAddress.SET, Protection.NONE, Mtu.DEFAULT),
        FleetResource.UNDERLAY,
        new Ipv4Address("127.0.0.9"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ofMinutes(5));
  }

  private static Attempt attempt(String experiment) {
    return new Attempt(TrialId.of(new ExperimentId(experiment), 0), 1);
  }

  private TopicReader facts(HostName host) {
    return new TopicReader(bootstrapServers, Topic.facts(host), host.value());
  }

  private TopicReader reports(HostName host, Attempt attempt) {
    return reader(Topic.reports(host), attempt);
  }

  private TopicReader reader(Topic topic, Attempt attempt) {
    return new TopicReader(bootstrapServers, topic, attempt.trial().value());
  }

  private void send(HostCommand command) throws Exception {
    send(command.host(), command.attempt(), Messages.CODEC.encode(command));
  }

  private void send(HostName host, Attempt attempt, byte[] value) throws Exception {
    new TopicWriter(bootstrapServers).send(Topic.commands(host), attempt.trial().value(), value);
  }

  private String get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(management.resolve(path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
