package org.tunnelbench.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.access.Grant;
import org.tunnelbench.contract.access.KafkaUser;
import org.tunnelbench.contract.access.Resource;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.deploy.Repository;
import org.tunnelbench.deploy.cluster.Rendered;
import org.yaml.snakeyaml.Yaml;

class ManifestsTest {
  private static final String POD =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: planted, namespace: tunnelbench}
      spec:
        selector: {matchLabels: {a: b}}
        template:
          metadata: {labels: {a: b}}
          spec:
            serviceAccountName: planted
            automountServiceAccountToken: false
            securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
            containers:
              - name: planted
                image: planted:1
                readinessProbe: {tcpSocket: {port: 1}}
                livenessProbe: {tcpSocket: {port: 1}}
                resources: {requests: {cpu: 1m, memory: 1Mi}, limits: {memory: 1Mi}}
                securityContext:
                  allowPrivilegeEscalation: false
                  readOnlyRootFilesystem: true
                  capabilities: {drop: [ALL]}
      """;

  static Stream<Path> kustomizations() throws Exception {
    return Manifests.kustomizations().stream();
  }

  @Test
  void everyOverlayIsThere() throws Exception {
    assertThat(kustomizations().map(folder -> folder.getFileName().toString()))
        .containsExactlyInAnyOrder(
            "base",
            "example",
            "grafana",
            "local-agents",
            "plain-kafka",
            "prometheus-operator",
            "ssh-agents",
            "strimzi");
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void everyObjectIsValidAndKeepsThePolicy(Path kustomization) throws Exception {
    Strictness strictness = new Strictness();
    List<String> complaints = new ArrayList<>();
    List<JsonNode> objects = Manifests.render(kustomization);
    for (JsonNode object : objects) {
      complaints.addAll(strictness.complaints(object));
      complaints.addAll(PodPolicy.complaints(object));
    }

    assertThat(objects).isNotEmpty();
    assertThat(complaints).isEmpty();
    assertThat(objects.stream().map(Manifests::name)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void whatItNamesItBringsAndNobodyMayAskTheApi(Path kustomization) throws Exception {
    List<JsonNode> objects = Manifests.render(kustomization);
    Set<String> accounts = names(objects, "ServiceAccount");

    for (JsonNode object : objects) {
      assertThat(object.path("kind").asText()).doesNotContain("Role");
      JsonNode account = object.at("/spec/template/spec/serviceAccountName");
      if (!account.isMissingNode()) {
        assertThat(accounts).contains(account.asText());
      }
      for (JsonNode volume : object.at("/spec/template/spec/volumes")) {
        if (volume.has("configMap")) {
          assertThat(names(objects, "ConfigMap")).contains(volume.at("/configMap/name").asText());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicaCount: 2\\n  selector | selector | replicaCount",
        "cpu: lots | cpu: 1m | no quantity",
      })
  void whatAServerWouldRefuseIsFound(String planted, String instead, String complaint)
      throws Exception {
    String wrong = POD.replaceFirst(instead, planted.replace("\\n", "\n"));

    assertThat(new Strictness().complaints(one(POD))).isEmpty();
    assertThat(new Strictness().complaints(one(wrong)))
        .anyMatch(found -> found.contains(complaint));
  }

  @Test
  void anUnknownFieldOfACustomResourceIsFound() throws Exception {
    JsonNode topic =
        one(
            """
            apiVersion: kafka.strimzi.io/v1
            kind: KafkaTopic
            metadata: {name: planted}
            spec: {partitions: 1, replica: 3}
            """);

    assertThat(new Strictness().complaints(topic)).anyMatch(found -> found.contains("replica"));
  }

  @ParameterizedTest
  @CsvSource({
    "automountServiceAccountToken: false, automountServiceAccountToken: true, token",
    "runAsNonRoot: true, runAsNonRoot: false, root",
    "readOnlyRootFilesystem: true, readOnlyRootFilesystem: false, can be written",
    "allowPrivilegeEscalation: false, allowPrivilegeEscalation: true, escalate",
    "'drop: [ALL]', 'drop: [ALL], add: [NET_ADMIN]', capabilities",
    "'image: planted:1', 'image: planted', no version",
    "'serviceAccountName: planted', 'hostNetwork: true', host's network"
  })
  void aPodThatMayTooMuchIsFound(String kept, String broken, String complaint) {
    assertThat(PodPolicy.complaints(one(POD))).isEmpty();
    assertThat(PodPolicy.complaints(one(POD.replace(kept, broken))))
        .anyMatch(found -> found.contains(complaint));
  }

  @Test
  void anAgentOnANodeThatCannotWriteKeysIsFound() {
    String agent =
        POD.replace(
                "{name: planted, namespace: tunnelbench}",
                "{name: host-agent, namespace: tunnelbench-hosts}")
            .replace("drop: [ALL]", "drop: [ALL], add: [NET_ADMIN, NET_RAW, NET_BIND_SERVICE]");
    String mount = "readinessProbe:";

    assertThat(PodPolicy.complaints(one(agent)))
        .singleElement()
        .asString()
        .contains("keys below /run");
    assertThat(
            PodPolicy.complaints(
                one(
                    agent.replace(
                        mount,
                        "volumeMounts: [{name: run, mountPath: /run}]\n          " + mount))))
        .isEmpty();
  }

  @Test
  void aNodesFolderThatItsUserCannotWriteIsFound() {
    String pod =
        POD.replace("namespace: tunnelbench}", "namespace: tunnelbench-hosts}")
            + "      volumes: [{name: state, hostPath: {path: /var/lib/planted}}]\n";

    assertThat(PodPolicy.complaints(one(pod))).singleElement().asString().contains("cannot write");
  }

  /** Agents on nodes have a namespace of their own, and one broker needs nobody to reach itself. */
  @Test
  void theOneBrokerIsFoundFromEveryNamespaceAndByItself() throws Exception {
    String settings =
        Files.readString(
            Repository.ROOT.resolve("deploy/kubernetes/overlays/plain-kafka/server.properties"));

    assertThat(settings)
        .contains("PLAINTEXT://tunnelbench-kafka-bootstrap.tunnelbench:9092")
        .contains("inter.broker.listener.name=LOCAL\n")
        .contains("advertised.listeners=", "LOCAL://127.0.0.1:");
  }

  /**
   * The namespace admits nothing less, and Strimzi's containers have no such context by default.
   */
  @Test
  void strimzisContainersKeepTheRestrictedStandard() throws Exception {
    for (JsonNode object : Manifests.overlay("strimzi")) {
      List<String> containers =
          switch (object.path("kind").asText()) {
            case "KafkaNodePool" -> List.of("/spec/template/kafkaContainer");
            case "Kafka" ->
                List.of(
                    "/spec/entityOperator/template/topicOperatorContainer",
                    "/spec/entityOperator/template/userOperatorContainer");
            default -> List.of();
          };
      for (String container : containers) {
        JsonNode security = object.at(container + "/securityContext");
        assertThat(security.path("runAsNonRoot").asBoolean()).as(container).isTrue();
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(security.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
      }
    }
  }

  @Test
  void theOperatorsRulesAreThoseOfPrometheus() throws Exception {
    JsonNode rules =
        Json.MAPPER.valueToTree(
            new Yaml()
                .load(
                    Files.readString(
                        Repository.ROOT.resolve("deploy/prometheus/tunnelbench.rules.yml"))));

    assertThat(Manifests.overlay("prometheus-operator"))
        .filteredOn(object -> object.path("kind").asText().equals("PrometheusRule"))
        .singleElement()
        .extracting(object -> object.path("spec"))
        .isEqualTo(rules);
  }

  @Test
  void strimzisTopicsAreThoseOfTheContract() throws Exception {
    List<Topic> wanted = Topic.all(hosts());

    assertThat(names(Manifests.overlay("strimzi"), "KafkaTopic"))
        .isEqualTo(wanted.stream().map(Topic::name).collect(Collectors.toSet()));
    for (JsonNode object : Manifests.overlay("strimzi")) {
      wanted.stream()
          .filter(topic -> topic.name().equals(object.at("/metadata/name").asText()))
          .forEach(topic -> assertKeptAs(topic, object.at("/spec/config")));
    }
  }

  private static List<HostName> hosts() throws Exception {
    FleetDocument fleet =
        FleetDocuments.parse(
            Files.readString(Repository.ROOT.resolve("deploy/kubernetes/base/fleet.yaml")));
    return fleet.hosts().stream().map(HostEntry::name).toList();
  }

  @Test
  void strimzisUsersMayDoWhatTheContractSaysAndNothingElse() throws Exception {
    Set<String> written = new TreeSet<>();
    for (JsonNode object : Manifests.overlay("strimzi")) {
      if (object.path("kind").asText().equals("KafkaUser")) {
        for (JsonNode rule : object.at("/spec/authorization/acls")) {
          written.add(object.at("/metadata/name").asText() + " " + rule);
        }
      }
    }

    Set<String> wanted = new TreeSet<>();
    for (KafkaUser user : KafkaUser.ofServedApart(hosts())) {
      user.grants().forEach(grant -> wanted.add(user.name() + " " + asRule(grant)));
    }
    assertThat(written).isEqualTo(wanted);
  }

  private static JsonNode asRule(Grant grant) {
    ObjectNode rule = Json.MAPPER.createObjectNode();
    Resource resource = grant.resource();
    grant.operations().forEach(operation -> rule.withArray("operations").add(operation.word()));
    rule.putObject("resource")
        .put("name", resource.name())
        .put("patternType", resource.prefix() ? "prefix" : "literal")
        .put(
            "type",
            switch (resource.kind()) {
              case TOPIC -> "topic";
              case GROUP -> "group";
              case TRANSACTIONAL_ID -> "transactionalId";
            });
    return rule;
  }

  private static void assertKeptAs(Topic topic, JsonNode settings) {
    assertThat(settings.path("cleanup.policy").asText())
        .isEqualTo(topic.compacted() ? "compact" : "delete");
    if (topic.compacted()) {
      assertThat(settings.path("segment.bytes").asInt()).isEqualTo(Topic.SEGMENT_BYTES);
    } else {
      assertThat(settings.path("retention.ms").asLong()).isEqualTo(topic.retention().toMillis());
      assertThat(settings.path("retention.bytes").asLong(Topic.NO_BOUND))
          .isEqualTo(topic.mostBytes());
    }
  }

  private static Set<String> names(List<JsonNode> objects, String kind) {
    return objects.stream()
        .filter(object -> object.path("kind").asText().equals(kind))
        .map(object -> object.at("/metadata/name").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode one(String yaml) {
    return Rendered.parse(yaml).getFirst();
  }
}
