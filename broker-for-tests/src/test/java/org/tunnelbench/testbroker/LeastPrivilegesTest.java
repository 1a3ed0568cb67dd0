package org.tunnelbench.testbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tunnelbench.contract.access.ClientNames;
import org.tunnelbench.contract.access.KafkaUser;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.Topic;

/**
 * What a real broker lets each part do that has the rights of {@link KafkaUser}:
 *
 * <pre>
 *   controller, agent and probe of alpha, agent of beta, viewer, nobody ── TLS, SCRAM ──▶ broker
 *   the test ── by its own door ──▶ broker
 * </pre>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeastPrivilegesTest {
  private static final HostName ALPHA = new HostName("alpha");
  private static final HostName BETA = new HostName("beta");
  private static final KafkaUser CONTROLLER = KafkaUser.controller();
  private static final KafkaUser AGENT = KafkaUser.agent(List.of(ALPHA));
  private static final KafkaUser OTHER_AGENT = KafkaUser.agent(List.of(BETA));
  private static final KafkaUser PROBE = KafkaUser.probe(List.of(ALPHA));
  private static final KafkaUser VIEWER = KafkaUser.viewer();
  private static final KafkaUser NOBODY = new KafkaUser("nobody", List.of());
  private static final List<KafkaUser> USERS =
      List.of(CONTROLLER, AGENT, OTHER_AGENT, PROBE, VIEWER, NOBODY);
  private static final List<Topic> TOPICS = Topic.all(List.of(ALPHA, BETA));

  /** In the order of {@link #USERS}: r for who may read, w for who may write. */
  private static final Map<String, String> ALLOWED =
      Map.ofEntries(
          Map.entry("tunnelbench.experiments", "rw -- -- -- r- --"),
          Map.entry("tunnelbench.trials", "rw -- -- -- r- --"),
          Map.entry("tunnelbench.requests", "rw -- -- -- r- --"),
          Map.entry("tunnelbench.facts.alpha", "r- -w -- -- r- --"),
          Map.entry("tunnelbench.facts.beta", "r- -- -w -- r- --"),
          Map.entry("tunnelbench.reports.alpha", "r- -w -- -w r- --"),
          Map.entry("tunnelbench.reports.beta", "r- -- -w -- r- --"),
          Map.entry("tunnelbench.samples", "rw -- -- -w r- --"),
          Map.entry("tunnelbench.dead-letters", "-w -w -w -w r- --"),
          Map.entry("tunnelbench.commands.alpha", "-w r- -- -- r- --"),
          Map.entry("tunnelbench.commands.beta", "-w -- r- -- r- --"),
          Map.entry("tunnelbench.probe-commands.alpha", "-w -- -- r- r- --"),
          Map.entry("tunnelbench.probe-commands.beta", "-w -- -- -- r- --"));

  private final SecuredBroker secured = SecuredBroker.start(USERS);

  @BeforeAll
  void fillTopics() throws Exception {
    Map<String, String> everything =
        Map.of("bootstrap.servers", secured.broker().bootstrapServers());
    try (Admin admin = Admin.create(new HashMap<>(everything));
        Attempts test = new Attempts(everything)) {
      admin
          .createTopics(
              TOPICS.stream()
                  .map(
                      topic ->
                          new NewTopic(
                              topic.name(), Optional.of(topic.partitions()), Optional.empty()))
                  .toList())
          .all()
          .get();
      for (Topic topic : TOPICS) {
        assertThat(test.writes(topic)).isTrue();
      }
    }
  }

  @AfterAll
  void stop() {
    secured.close();
  }

  private Attempts as(KafkaUser user) {
    return new Attempts(secured.client(user));
  }

  @Test
  void everybodyReadsAndWritesWhatIsTheirsAndNothingElse() throws Exception {
    Map<String, List<String>> found = new HashMap<>();
    for (KafkaUser user : USERS) {
      try (Attempts attempts = as(user)) {
        for (Topic topic : TOPICS) {
          found
              .computeIfAbsent(topic.name(), unseen -> new ArrayList<>())
              .add((attempts.reads(topic) ? "r" : "-") + (attempts.writes(topic) ? "w" : "-"));
        }
      }
    }

    Map<String, String> lines = new HashMap<>();
    found.forEach((topic, rights) -> lines.put(topic, String.join(" ", rights)));
    assertThat(lines).isEqualTo(ALLOWED);
  }

  @Test
  void anAgentDoesNotTakeThePlaceOfAnother() {
    assertThat(joins(AGENT, ClientNames.agent(ALPHA))).isTrue();
    assertThat(joins(AGENT, ClientNames.agent(BETA))).isFalse();
    assertThat(joins(AGENT, ClientNames.probe(ALPHA))).isFalse();
    assertThat(joins(PROBE, ClientNames.probe(ALPHA))).isTrue();
    assertThat(joins(PROBE, ClientNames.agent(ALPHA))).isFalse();
    assertThat(joins(OTHER_AGENT, ClientNames.CONTROLLERS)).isFalse();
    assertThat(joins(CONTROLLER, ClientNames.CONTROLLERS)).isTrue();
  }

  /** Whether the broker takes this user for a member of the group. */
  private boolean joins(KafkaUser user, String group) {
    TopicPartition hidden = new TopicPartition("somebody-else", 0);
    try (Attempts attempts = as(user);
        KafkaConsumer<String, byte[]> member = attempts.consumer(Map.of("group.id", group))) {
      member.commitSync(Map.of(hidden, new OffsetAndMetadata(0)));
      throw new AssertionError("an unknown topic's offset was kept");
    } catch (GroupAuthorizationException refused) {
      return false;
    } catch (TopicAuthorizationException onlyTheTopic) {
      return true;
    }
  }

  @Test
  void nobodyButAControllerOrchestrates() {
    Map<String, Object> orchestrator =
        Map.of("transactional.id", ClientNames.ORCHESTRATOR, "enable.idempotence", true);
    for (KafkaUser user : List.of(AGENT, PROBE, VIEWER, NOBODY)) {
      try (Attempts attempts = as(user);
          KafkaProducer<String, byte[]> producer = attempts.producer(orchestrator)) {
        assertThatThrownBy(producer::initTransactions)
            .as(user.name())
            .isInstanceOf(TransactionalIdAuthorizationException.class);
      }
    }
    try (Attempts attempts = as(CONTROLLER);
        KafkaProducer<String, byte[]> producer = attempts.producer(orchestrator)) {
      producer.initTransactions();
    }
  }

  @Test
  void nobodyButAControllerMakesTopicsAndThoseAloneThatAreOurs() {
    assertThatThrownBy(() -> make(AGENT, "tunnelbench.commands.gamma"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> make(CONTROLLER, "somebody-else"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
  }

  private void make(KafkaUser user, String topic) throws ExecutionException, InterruptedException {
    try (Attempts attempts = as(user);
        Admin admin = attempts.admin()) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
          .all()
          .get();
    }
  }

  @Test
  void nobodyGivesRights() {
    for (KafkaUser user : USERS) {
      try (Attempts attempts = as(user);
          Admin admin = attempts.admin()) {
        assertThatThrownBy(() -> admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get())
            .as(user.name())
            .hasCauseInstanceOf(ClusterAuthorizationException.class);
      }
    }
  }

  @Test
  void whoGuessesThePasswordOrDoesNotKnowTheBrokerIsNotServed() {
    try (Attempts impostor = new Attempts(secured.impostor(CONTROLLER))) {
      assertThatThrownBy(() -> impostor.reads(Topic.TRIALS))
          .isInstanceOf(SaslAuthenticationException.class);
    }
    Map<String, String> trustsOthers = new HashMap<>(secured.client(CONTROLLER));
    trustsOthers.remove("ssl.truststore.location");
    trustsOthers.remove("ssl.truststore.type");
    try (Attempts stranger = new Attempts(trustsOthers)) {
      assertThatThrownBy(() -> stranger.reads(Topic.TRIALS))
          .isInstanceOf(SslAuthenticationException.class);
    }
  }
}
