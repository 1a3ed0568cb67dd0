package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.HostOutcome;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.deploy.cluster.Cluster;
import org.tunnelbench.deploy.cluster.KubernetesPrograms;
import org.tunnelbench.deploy.cluster.NodeRoot;
import org.tunnelbench.deploy.cluster.OldServer;
import org.tunnelbench.deploy.cluster.Requirements;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.lab.debian.LabSettings;
import org.tunnelbench.lab.guest.LabGuests;
import org.tunnelbench.lab.run.LabFolders;

/**
 * The manifests on a real cluster:
 *
 * <pre>
 *   ┌ namespaces ─────────────────────────────────────────────────────────────────────┐
 *   │ Service ── controller ×2 ── Kafka ── host-agent, throughput-probe ══ SSH ══ guests │
 *   └─────────────────────────────────────────────────────────────────────────────────┘
 * </pre>
 */
@Tag("kubernetes")
@Timeout(value = 180, unit = TimeUnit.MINUTES) // the first time it builds Kubernetes
class KubernetesTest {
  private static final List<String> KERNELS = List.of("6.1", "6.12");
  private static final int TRIALS = 12;

  /** Beside so many processes, traffic on a guest may end early: that is told, not counted. */
  private static final int MOST_FAILED = 2;

  private static final String ALL_AVAILABLE = "(\"condition\" *: *\"available\".*){4}";

  /** So far an experiment is when a controller is killed: not at its end. */
  private static final String SOME_MEASURED = "\"measured\" *: *[3-6]\\b";

  private static final String ENDED = "\"state\" *: *\"(done|cancelled)\"";
  private static final String ORCHESTRATES = "(?m)^tunnelbench_orchestrator\\S* 1(\\.0)?$";

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final Duration LONGEST_EXPERIMENT = Duration.ofMinutes(15);
  private static final String DOCUMENT =
      """
      name: cluster
      kernels: ["6.1", "6.12"]
      blocks:
        - {tunnel: [gretap], protection: [none, esp/null/hmac-md5], mtu: [1300]}
      repetitions: 3
      traffic: {seconds: 3, interval: 0.1}
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void anExperimentOutlivesTheControllerThatRanIt() throws Exception {
    List<String> missing = Requirements.missing();
    missing.forEach(sentence -> say("not run: " + sentence));
    Assumptions.assumeTrue(missing.isEmpty(), String.join("; ", missing));
    Map<String, String> before = MachineTraces.look();
    LabFolders folders = LabFolders.ofThisProcess();
    LabSettings settings = LabSettings.load(System.getenv());
    KubernetesPrograms programs =
        KubernetesPrograms.prepare(folders, settings, KubernetesTest::say);
    NodeRoot root = NodeRoot.prepare(folders, settings, KubernetesTest::say);
    LabGuests.prepare(folders, settings, KERNELS, KubernetesTest::say);
    Launcher launcher = new Launcher(Files.createDirectory(folder.resolve("lab")));
    Path shared = Files.createDirectory(folder.resolve("cluster"));
    makeImages(launcher, shared.resolve("images"));

    try (Cluster cluster = Cluster.start(programs, root, shared, KubernetesTest::say);
        NodeGuests guests = NodeGuests.start(cluster, launcher, KERNELS)) {
      assertThat(MachineTraces.cgroups()).isNotEmpty();
      experiment(cluster, FleetOverlay.write(folder.resolve("overlay"), guests));
    }
    assertThat(MachineTraces.look()).isEqualTo(before);
    assertThat(MachineTraces.cgroups()).isEmpty();
  }

  private void experiment(Cluster cluster, FleetOverlay overlay) throws Exception {
    OldServer.Taken taken =
        new OldServer(cluster.version(), cluster::knows).take(overlay.objects());
    taken.changes().forEach(KubernetesTest::say);
    List<JsonNode> objects = taken.objects();
    cluster.apply(overlay.volumes());
    // As on any cluster, names are known before the pods that ask for them are started.
    cluster.apply(ofKind(objects, Set.of("Namespace")::contains));
    cluster.apply(ofKind(objects, Set.of("Service")::contains));
    cluster.nameServices();
    cluster.apply(objects);
    awaitReady(cluster);
    ControllerService controllers =
        new ControllerService(
            cluster, cluster.serviceAddress(FleetOverlay.NAMESPACE, "controller"), overlay.token());
    controllers.await("/api/v1/hosts", LONGEST_WAIT, ALL_AVAILABLE);

    ExperimentResult result = runThroughAKill(cluster, controllers);

    assertThat(result.state()).isEqualTo(ExperimentState.DONE);
    assertThat(result.trials()).hasSize(TRIALS).allSatisfy(KubernetesTest::assertAccountedFor);
    assertThat(result.trials()).extracting(TrialResult::id).doesNotHaveDuplicates();
    assertThat(result.trials())
        .filteredOn(trial -> trial.state() == Outcome.FAILED)
        .hasSizeLessThanOrEqualTo(MOST_FAILED);
    awaitReady(cluster);

    cluster.delete(objects.reversed());
    cluster.delete(overlay.volumes());
    assertThat(in(cluster, "get", "all,persistentvolumeclaims,secrets,configmaps", "--output=name"))
        .isEmpty();
    assertThat(cluster.kubectl("get", "persistentvolumes,namespaces", "--output=name"))
        .doesNotContain("volume-", FleetOverlay.NAMESPACE);
    say("%d trials are accounted for, and everything is deleted".formatted(TRIALS));
  }

  /** Measured, or failed with a reason that is no service's; and the hosts as they were. */
  private static void assertAccountedFor(TrialResult trial) {
    if (trial.state() == Outcome.FAILED) {
      say("failed: " + trial.failure().orElseThrow().message());
      assertThat(trial.failure()).map(Failure::kind).contains(FailureKind.TRAFFIC_FAILED);
      assertThat(trial.hosts()).hasSize(2).allMatch(HostOutcome::clean);
    } else {
      Results.assertMeasured(trial);
    }
  }

  private ExperimentResult runThroughAKill(Cluster cluster, ControllerService controllers)
      throws Exception {
    Path document = Files.writeString(folder.resolve("document.yaml"), DOCUMENT);
    String path = "/api/v1/experiments/" + controllers.submit(document).path("id").asText();
    controllers.await(path, LONGEST_EXPERIMENT, SOME_MEASURED);
    String killed = orchestrator(cluster, controllers);
    in(cluster, "delete", "pod", killed, "--grace-period=0", "--force", "--wait=false");
    say("killed pod " + killed + ", which orchestrated");

    String summary = controllers.await(path, LONGEST_EXPERIMENT, ENDED);
    say("the experiment ended: " + read(summary).path("trials"));
    assertThat(orchestrator(cluster, controllers)).isNotEqualTo(killed);
    return Results.parse(controllers.await(path + "/result", LONGEST_WAIT, "trials"));
  }

  /** The name of the pod that orchestrates. */
  private static String orchestrator(Cluster cluster, ControllerService controllers)
      throws Exception {
    JsonNode pods =
        read(
            in(
                cluster,
                "get",
                "pods",
                "--selector=app.kubernetes.io/name=controller",
                "--output=json"));
    for (JsonNode pod : pods.path("items")) {
      if (controllers.podSays(pod.at("/status/podIP").asText(), "/q/metrics", ORCHESTRATES)) {
        return pod.at("/metadata/name").asText();
      }
    }
    throw new AssertionError("no controller orchestrates: " + pods);
  }

  private static void awaitReady(Cluster cluster) throws Exception {
    for (String each :
        List.of(
            "statefulset/kafka",
            "deployment/controller",
            "deployment/host-agent",
            "deployment/throughput-probe")) {
      in(cluster, "rollout", "status", each, "--timeout=" + LONGEST_WAIT.toSeconds() + "s");
    }
  }

  private static String in(Cluster cluster, String... arguments) throws Exception {
    String[] whole = new String[arguments.length + 1];
    whole[0] = "--namespace=" + FleetOverlay.NAMESPACE;
    System.arraycopy(arguments, 0, whole, 1, arguments.length);
    return cluster.kubectl(whole);
  }

  private static List<JsonNode> ofKind(List<JsonNode> objects, Predicate<String> wanted) {
    return objects.stream().filter(object -> wanted.test(object.path("kind").asText())).toList();
  }

  private static JsonNode read(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (IOException notJson) {
      throw new AssertionError(json, notJson);
    }
  }

  private static void makeImages(Launcher launcher, Path images) throws Exception {
    StepResult made = launcher.run("images", "--output", images.toString());
    assertThat(made.exitCode()).as(made.stderr()).isZero();
    made.stdout().lines().forEach(KubernetesTest::say);
  }

  private static void say(String line) {
    System.out.println("cluster: " + line);
  }
}
